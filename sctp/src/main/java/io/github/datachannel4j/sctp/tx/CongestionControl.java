package io.github.datachannel4j.sctp.tx;

/**
 * How much may be in flight, and how fast it may leave. Sees only events, so that one strategy can take another's place.
 *
 * <p>All sizes are bytes of DATA chunks with their headers and padding; all times are nanoseconds on the association's scale. The window is
 * asked before each chunk and the rate before each packet, so both must be cheap.
 */
public interface CongestionControl {
    /** {@link #pacingBytesPerSecond}: packets leave as soon as the window allows. */
    long UNPACED = Long.MAX_VALUE;

    long cwndBytes();

    long ssthreshBytes();

    /** How fast packets may follow each other on average, at least 1, or {@link #UNPACED}. */
    default long pacingBytesPerSecond() {
        return UNPACED;
    }

    /**
     * Whether proportional rate reduction (RFC 9937) walks the flight down to {@link #ssthreshBytes} during recovery. A controller with a
     * model of the path of its own says no, and its window holds at once.
     */
    default boolean isReducedProportionally() {
        return true;
    }

    /**
     * A packet leaves, with new chunks or retransmitted ones.
     *
     * @param flightBeforeBytes in flight without it
     */
    default void onSent(long nowNanos, long bytes, long flightBeforeBytes) {}

    /** A SACK has acknowledged something new, or has shown a loss. The sample is reused: keep figures, not the object. */
    void onAcknowledged(AcknowledgementSample sample);

    /**
     * Something is lost. Told once for each recovery: further losses of what was in flight then belong to the same event. Comes after the
     * {@link #onAcknowledged} of the SACK that has shown it.
     *
     * @param lostBytes found lost so far
     * @param flightBytes in flight when the loss was found, what is lost included
     */
    void onLoss(long nowNanos, long lostBytes, long flightBytes);

    /** Everything that was in flight at the {@link #onLoss} is acknowledged. */
    default void onRecoveryEnded(long nowNanos) {}

    /**
     * T3-rtx has expired: nothing is in flight any more.
     *
     * @param flightBytes what was
     */
    void onRetransmissionTimeout(long nowNanos, long flightBytes);

    /** What the last {@link #onLoss} or {@link #onRetransmissionTimeout} spoke of was not lost: go back to the state before it. */
    void onSpuriousRetransmission(long nowNanos);

    /** Nothing was sent for this many retransmission time-outs, and nothing is in flight. */
    void onIdle(long nowNanos, long timeouts);

    /** Full packets now hold this much in DATA chunks (PMDCS): path MTU discovery has found out more. */
    void onPacketBytesChanged(long packetBytes);

    /** Where the sender is in the repair of a loss. */
    enum Recovery {
        NONE,
        /** RFC 9260 §7.2.4. */
        FAST_RECOVERY,
        /** After T3-rtx, until what was in flight then is acknowledged. */
        TIMEOUT_RECOVERY
    }

    /**
     * What is known at the start of an association.
     *
     * @param packetBytes what a full packet holds in DATA chunks (PMDCS)
     * @param initialCwndPackets the first window
     * @param peerWindowBytes the peer's first a_rwnd
     */
    record Start(long packetBytes, int initialCwndPackets, long peerWindowBytes) {}
}
