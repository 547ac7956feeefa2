package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * Returns the cookie of an INIT ACK; first in its packet, DATA may follow (RFC 9260 §3.3.11).
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |   Type = 10   |       0       |            Length             |
 * +---------------+---------------+-------------------------------+
 * |                            Cookie                             |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param cookie as received in the {@link StateCookieParameter}
 */
public record CookieEchoChunk(Bytes cookie) implements Chunk {
    public static final int TYPE = 10;

    static CookieEchoChunk parse(Bytes value) {
        return new CookieEchoChunk(value);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return cookie.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        cookie.copyTo(out);
    }
}
