package io.github.datachannel4j.sctp.tx;

/** How much may be in flight. Sees only events, so that another strategy can take its place. Sizes are DATA chunks with headers. */
public interface CongestionControl {
    long cwndBytes();

    long ssthreshBytes();

    /**
     * A SACK has moved the cumulative TSN.
     *
     * @param ackedBytes acknowledged by this SACK for the first time, by gap blocks too
     * @param flightBytes in flight before it came
     * @param recovery whether a loss is still being repaired
     */
    void onAcknowledged(long ackedBytes, long flightBytes, Recovery recovery);

    /** Everything that was sent is acknowledged. */
    void onAllAcknowledged();

    /** Missing reports say that something is lost; told once for each recovery. */
    void onFastRetransmit();

    /** T3-rtx has expired. */
    void onRetransmissionTimeout();

    /** Nothing was sent for this many retransmission time-outs. */
    void onIdle(long timeouts);

    /** Whether an {@link #onFastRetransmit} is still being dealt with (RFC 9260 §7.2.4). */
    enum Recovery {
        NONE,
        FAST_RECOVERY
    }
}
