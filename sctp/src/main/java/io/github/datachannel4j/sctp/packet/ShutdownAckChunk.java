package io.github.datachannel4j.sctp.packet;

import java.nio.ByteBuffer;

/**
 * The answer to a SHUTDOWN once everything is acknowledged (RFC 9260 §3.3.9).
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |   Type = 8    |       0       |          Length = 4           |
 * +---------------+---------------+-------------------------------+
 * </pre>
 */
public enum ShutdownAckChunk implements Chunk {
    INSTANCE;

    public static final int TYPE = 8;

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
