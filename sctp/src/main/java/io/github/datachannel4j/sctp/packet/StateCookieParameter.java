package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * The responder's state, handed to the initiator in INIT ACK and returned in COOKIE ECHO (RFC 9260 §3.3.3).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Type = 7            |            Length             |
 * +-------------------------------+-------------------------------+
 * |                            Cookie                             |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param cookie opaque to all but its maker
 */
public record StateCookieParameter(Bytes cookie) implements Parameter {
    public static final int TYPE = 7;

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
