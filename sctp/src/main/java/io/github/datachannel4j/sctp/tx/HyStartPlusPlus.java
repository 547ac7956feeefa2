package io.github.datachannel4j.sctp.tx;

/**
 * Ends slow start before it overruns the queue (RFC 9406): when the round trips of a round grow, growth goes on at a quarter of the
 * pace for some rounds (conservative slow start), and if they are still longer then, slow start is over.
 *
 * <p>Tells only how fast to grow; whoever asks owns cwnd.
 */
final class HyStartPlusPlus {
    /** MIN_RTT_THRESH and MAX_RTT_THRESH (§4.3). */
    private static final long RTT_THRESHOLD_NANOS_MIN = 4_000_000L;

    private static final long RTT_THRESHOLD_NANOS_MAX = 16_000_000L;
    private static final int RTT_DIVISOR = 8;
    private static final int RTT_SAMPLES_MIN = 8;
    private static final int CSS_GROWTH_DIVISOR = 4;
    private static final int CSS_ROUNDS = 5;
    private static final long UNKNOWN = Long.MAX_VALUE;

    /** What slow start does. */
    enum Phase {
        SLOW_START,
        CONSERVATIVE_SLOW_START,
        DONE
    }

    private Phase phase = Phase.SLOW_START;
    private long windowEndDeliveredBytes;
    private long lastRoundMinRttNanos = UNKNOWN;
    private long roundMinRttNanos = UNKNOWN;
    private int rttSamples;
    private long cssBaselineRttNanos = UNKNOWN;
    private int cssRounds;

    /** Slow start begins anew, as after a time-out. */
    void restart() {
        phase = Phase.SLOW_START;
        lastRoundMinRttNanos = UNKNOWN;
        roundMinRttNanos = UNKNOWN;
        rttSamples = 0;
    }

    /**
     * Something was acknowledged in slow start.
     *
     * @param rttNanos measured by it, or a negative number
     * @param sentDeliveredBytes what had been delivered when it was sent
     * @param deliveredBytes what is delivered now
     */
    Phase acknowledged(long rttNanos, long sentDeliveredBytes, long deliveredBytes) {
        if (sentDeliveredBytes >= windowEndDeliveredBytes) {
            beginRound(deliveredBytes);
        }
        if (rttNanos >= 0 && phase != Phase.DONE) {
            roundMinRttNanos = Math.min(roundMinRttNanos, rttNanos);
            rttSamples++;
            judge();
        }
        return phase;
    }

    private void beginRound(long deliveredBytes) {
        windowEndDeliveredBytes = deliveredBytes;
        lastRoundMinRttNanos = roundMinRttNanos;
        roundMinRttNanos = UNKNOWN;
        rttSamples = 0;
        if (phase == Phase.CONSERVATIVE_SLOW_START) {
            cssRounds++;
            if (cssRounds >= CSS_ROUNDS) {
                phase = Phase.DONE;
            }
        }
    }

    private void judge() {
        if (rttSamples < RTT_SAMPLES_MIN) {
            return;
        }
        if (phase == Phase.CONSERVATIVE_SLOW_START) {
            if (roundMinRttNanos < cssBaselineRttNanos) {
                phase = Phase.SLOW_START;
            }
            return;
        }
        if (lastRoundMinRttNanos == UNKNOWN) {
            return;
        }
        long threshold =
                Math.clamp(lastRoundMinRttNanos / RTT_DIVISOR, RTT_THRESHOLD_NANOS_MIN, RTT_THRESHOLD_NANOS_MAX);
        if (roundMinRttNanos >= lastRoundMinRttNanos + threshold) {
            cssBaselineRttNanos = roundMinRttNanos;
            cssRounds = 0;
            phase = Phase.CONSERVATIVE_SLOW_START;
        }
    }

    /** How much cwnd may grow for so many acknowledged bytes. */
    long growthBytes(long ackedBytes) {
        return phase == Phase.CONSERVATIVE_SLOW_START ? ackedBytes / CSS_GROWTH_DIVISOR : ackedBytes;
    }
}
