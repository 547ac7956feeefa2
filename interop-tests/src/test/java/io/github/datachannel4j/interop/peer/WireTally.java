package io.github.datachannel4j.interop.peer;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.PacketTap;

/** What an association of ours really sends and gets, which is more than what both ends have announced. */
public final class WireTally implements PacketTap {
    private static final int CHECKSUM_AT = 8;
    private static final int HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 4;
    private static final int PADDED_TO = 4;

    private static final int DATA = 0;
    private static final int INIT = 1;
    private static final int COOKIE_ECHO = 10;
    private static final int I_DATA = 64;

    /**
     * Packets of one direction.
     *
     * @param inits with an INIT
     * @param plain with DATA
     * @param interleaved with I-DATA
     * @param unchecked of the last two, those with zero for a checksum
     */
    public record Counts(long inits, long plain, long interleaved, long unchecked) {
        private static final Counts NONE = new Counts(0, 0, 0, 0);

        private Counts plus(Counts other) {
            return new Counts(
                    inits + other.inits,
                    plain + other.plain,
                    interleaved + other.interleaved,
                    unchecked + other.unchecked);
        }
    }

    private Counts in = Counts.NONE;
    private Counts out = Counts.NONE;

    @Override
    public synchronized void onPacket(long nowNanos, Direction direction, Bytes packet) {
        Counts counts = countsOf(packet);
        switch (direction) {
            case IN -> in = in.plus(counts);
            case OUT -> out = out.plus(counts);
        }
    }

    /** From the peer. */
    public synchronized Counts in() {
        return in;
    }

    /** To the peer. */
    public synchronized Counts out() {
        return out;
    }

    private static Counts countsOf(Bytes packet) {
        long inits = 0;
        long plain = 0;
        long interleaved = 0;
        boolean isHandshake = false;
        int at = HEADER_BYTES;
        while (at + CHUNK_HEADER_BYTES <= packet.length()) {
            switch (packet.getUnsignedByte(at)) {
                case INIT -> inits = 1;
                case DATA -> plain = 1;
                case I_DATA -> interleaved = 1;
                // RFC 9653 §5.2: it has a checksum in any case, and so has what travels with it.
                case COOKIE_ECHO -> isHandshake = true;
                default -> {}
            }
            int length = Math.max(packet.getUnsignedShort(at + 2), CHUNK_HEADER_BYTES);
            at += (length + PADDED_TO - 1) / PADDED_TO * PADDED_TO;
        }
        if (isHandshake) {
            return Counts.NONE;
        }
        long unchecked = packet.getInt(CHECKSUM_AT) == 0 ? plain + interleaved : 0;
        return new Counts(inits, plain, interleaved, unchecked);
    }
}
