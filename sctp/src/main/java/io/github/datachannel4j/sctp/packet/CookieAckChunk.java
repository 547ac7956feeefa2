package io.github.datachannel4j.sctp.packet;

import java.nio.ByteBuffer;

/**
 * The answer to a COOKIE ECHO: the association is up; first in its packet (RFC 9260 §3.3.12).
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |   Type = 11   |       0       |          Length = 4           |
 * +---------------+---------------+-------------------------------+
 * </pre>
 */
public enum CookieAckChunk implements Chunk {
    INSTANCE;

    public static final int TYPE = 11;

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
