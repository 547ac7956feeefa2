package io.github.datachannel4j.sctp.packet;

import java.nio.ByteBuffer;

/**
 * A mandatory parameter of an INIT or INIT ACK has a value that is not allowed (RFC 9260 §3.3.10.7).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Cause = 7                 |          Length = 4           |
 * +-------------------------------+-------------------------------+
 * </pre>
 */
public enum InvalidMandatoryParameterCause implements ErrorCause {
    INSTANCE;

    public static final int TYPE = 7;

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
