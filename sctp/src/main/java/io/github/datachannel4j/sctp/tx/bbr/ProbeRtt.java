package io.github.datachannel4j.sctp.tx.bbr;

/** How far PROBE_RTT is: it ends when little has been in flight for 200 ms and for a round trip (§5.3.4.3). */
final class ProbeRtt {
    private static final long NOT_YET = Long.MAX_VALUE;
    private static final long DURATION_NANOS = 200_000_000L;

    private long doneAtNanos = NOT_YET;
    private boolean isRoundDone;

    void begin() {
        doneAtNanos = NOT_YET;
        isRoundDone = false;
    }

    /** Something was acknowledged; true when its round trip is done, so that only time may be lacking. */
    boolean observe(RateSample sample, RoundTrips rounds, boolean isLittleInFlight) {
        if (doneAtNanos != NOT_YET) {
            isRoundDone |= rounds.isStart();
            return isRoundDone;
        }
        if (isLittleInFlight) {
            doneAtNanos = sample.nowNanos() + DURATION_NANOS;
            rounds.begin(sample.deliveredBytes());
        }
        return false;
    }

    /** Whether it has lasted long enough. */
    boolean isOver(long nowNanos) {
        return doneAtNanos != NOT_YET && nowNanos > doneAtNanos;
    }
}
