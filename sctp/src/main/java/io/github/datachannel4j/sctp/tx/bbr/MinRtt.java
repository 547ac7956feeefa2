package io.github.datachannel4j.sctp.tx.bbr;

/**
 * The round trip without a queue: the least of the last ten seconds (§5.3.4.3, §5.5.7). When five seconds have not shown it again, the
 * flow has to make room to see it: that is PROBE_RTT.
 *
 * <p>Deviates from the draft, for which only a shorter round trip postpones PROBE_RTT: one that is nearly as short shows that no queue
 * stands, too. A flow alone on its path drains its queue in each cycle and so never has to stop for a measurement.
 */
final class MinRtt {
    /** Nothing measured yet. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private static final long PROBE_INTERVAL_NANOS = 5_000_000_000L;
    private static final long FILTER_NANOS = 10_000_000_000L;
    /** Round trips within this part of the least are as good: 3 %, which is less than any queue that matters. */
    private static final int SAME_DIVISOR = 32;

    private long minNanos = UNKNOWN;
    private long minSeenAtNanos;
    private long probedNanos = UNKNOWN;
    private long probedAtNanos;
    private boolean isProbeDue;

    void observe(long nowNanos, long rttNanos) {
        // Before the first measurement there is nothing to see again, however long the clock has been running.
        isProbeDue = probedNanos != UNKNOWN && nowNanos - probedAtNanos > PROBE_INTERVAL_NANOS;
        if (rttNanos < probedNanos || isProbeDue) {
            probedNanos = rttNanos;
            probedAtNanos = nowNanos;
        } else if (rttNanos - probedNanos <= probedNanos / SAME_DIVISOR) {
            probedAtNanos = nowNanos;
        }
        boolean isExpired = nowNanos - minSeenAtNanos > FILTER_NANOS;
        if (probedNanos < minNanos || isExpired) {
            minNanos = probedNanos;
            minSeenAtNanos = probedAtNanos;
        }
    }

    /** PROBE_RTT is over; the next is due in a full interval. */
    void probed(long nowNanos) {
        probedAtNanos = nowNanos;
    }

    /** Whether the last observation found that it is time for PROBE_RTT. */
    boolean isProbeDue() {
        return isProbeDue;
    }

    /** {@link #UNKNOWN} before the first measurement. */
    long nanos() {
        return minNanos;
    }
}
