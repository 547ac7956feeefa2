package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * In INIT, after a stale cookie: the sender asks for a longer life of the next one (RFC 9260 §3.3.2.1.3).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Type = 9            |          Length = 8           |
 * +-------------------------------+-------------------------------+
 * |          Suggested cookie life-span increment (ms)            |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param incrementMillis beyond the receiver's own life span, unsigned 32 bits
 */
public record CookiePreservativeParameter(long incrementMillis) implements Parameter {
    public static final int TYPE = 9;

    private static final long MILLIS_MAX = 0xFFFF_FFFFL;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** The parameter that asks for so much more, in whole milliseconds. */
    public static CookiePreservativeParameter ofNanos(long nanos) {
        return new CookiePreservativeParameter(Math.min(nanos / NANOS_PER_MILLI, MILLIS_MAX));
    }

    static CookiePreservativeParameter parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() == Integer.BYTES, "cookie preservative is not 8 bytes long");
        return new CookiePreservativeParameter(value.getUnsignedInt(0));
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
        out.putInt((int) incrementMillis);
    }
}
