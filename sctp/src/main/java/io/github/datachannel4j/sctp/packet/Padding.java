package io.github.datachannel4j.sctp.packet;

import java.nio.ByteBuffer;

/** Chunks, parameters and error causes begin at multiples of four bytes; zeros fill the gaps (RFC 9260 §3.2). */
final class Padding {
    private static final int ALIGNMENT = 4;

    private Padding() {}

    /** The next multiple of four. */
    static int padded(int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** Puts the zeros that bring {@code length} to the next multiple of four. */
    static void write(int length, ByteBuffer out) {
        for (int i = length; i < padded(length); i++) {
            out.put((byte) 0);
        }
    }
}
