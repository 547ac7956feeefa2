package io.github.datachannel4j.sctp.packet;

import java.nio.ByteBuffer;

/**
 * The sender has no room for another association (RFC 9260 §3.3.10.4).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Cause = 4                 |          Length = 4           |
 * +-------------------------------+-------------------------------+
 * </pre>
 */
public enum OutOfResourceCause implements ErrorCause {
    INSTANCE;

    public static final int TYPE = 4;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return 0;
    }

    @Override
    public void writeValue(ByteBuffer out) {}
}
