package io.github.datachannel4j.sctp;

/**
 * How much user data is held for the peer at most: in reassembly, and delivered but not consumed. It is what the receive window is made of.
 *
 * <p>It begins with {@code initialBytes} and grows while the owner consumes so fast that it could hold up the peer: to four times what is
 * consumed in a round trip, since a sender may double its rate within one and needs the window for another. A slow owner keeps it small.
 * A message that fills more than half of it makes it grow, too. It never shrinks, and neither does what the peer was allowed to send.
 *
 * @param initialBytes 1500 to {@code maxBytes}; the peer is told of it in the handshake
 * @param maxBytes up to 2^30; a message must fit
 */
public record ReceiveBuffer(long initialBytes, long maxBytes) {
    /** RFC 9260 §3.3.2: an a_rwnd below this is not allowed in an INIT. */
    private static final long BYTES_MIN = 1500;

    /** Fits the 32-bit a_rwnd field with room to spare for what is held beyond it. */
    private static final long BYTES_MAX = 1L << 30;

    private static final ReceiveBuffer DEFAULTS = new ReceiveBuffer(1L << 20, 16L << 20);

    public ReceiveBuffer {
        if (initialBytes < BYTES_MIN || initialBytes > maxBytes || maxBytes > BYTES_MAX) {
            throw new IllegalArgumentException("receiveBufferBytes must be " + BYTES_MIN + " to " + BYTES_MAX
                    + " and not above its maximum, not " + initialBytes + " to " + maxBytes);
        }
    }

    /**
     * 1 MiB to 16 MiB. The first is what a peer can make us hold whose data nobody reads: a server with 10 000 of them needs 10 GB at the
     * very worst. The second fills 1 Gbit/s at 120 ms.
     */
    public static ReceiveBuffer defaults() {
        return DEFAULTS;
    }

    /** Always of this size. */
    public static ReceiveBuffer fixed(long bytes) {
        return new ReceiveBuffer(bytes, bytes);
    }
}
