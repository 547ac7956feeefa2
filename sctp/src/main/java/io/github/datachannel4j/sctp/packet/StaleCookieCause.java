package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * A good cookie came after its life had ended (RFC 9260 §3.3.10.3).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Cause = 3           |          Length = 8           |
 * +-------------------------------+-------------------------------+
 * |                  Measure of staleness, in µs                  |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param stalenessMicros by how much it was late, unsigned 32 bits
 */
public record StaleCookieCause(long stalenessMicros) implements ErrorCause {
    public static final int TYPE = 3;

    static StaleCookieCause parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() == Integer.BYTES, "stale cookie cause is not 8 bytes long");
        return new StaleCookieCause(value.getUnsignedInt(0));
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
        out.putInt((int) stalenessMicros);
    }
}
