package io.github.datachannel4j.sctp.packet;

import java.nio.ByteBuffer;

/**
 * In INIT and INIT ACK: the sender understands FORWARD-TSN, so messages may be abandoned (RFC 3758 §3.1).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |         Type = 0xC000         |          Length = 4           |
 * +-------------------------------+-------------------------------+
 * </pre>
 */
public enum ForwardTsnSupportedParameter implements Parameter {
    INSTANCE;

    public static final int TYPE = 0xC000;

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
