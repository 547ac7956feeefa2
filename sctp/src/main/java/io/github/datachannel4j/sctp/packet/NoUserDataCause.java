package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * A DATA chunk came without user data (RFC 9260 §3.3.10.9).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Cause = 9           |          Length = 8           |
 * +-------------------------------+-------------------------------+
 * |                   TSN of the empty DATA chunk                 |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param tsn of the empty chunk
 */
public record NoUserDataCause(Tsn tsn) implements ErrorCause {
    public static final int TYPE = 9;

    static NoUserDataCause parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() == Integer.BYTES, "no user data cause is not 8 bytes long");
        return new NoUserDataCause(new Tsn(value.getInt(0)));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return Integer.BYTES;
    }

    @Override
    public void writeValue(ByteBuffer out) {
        out.putInt(tsn.value());
    }
}
