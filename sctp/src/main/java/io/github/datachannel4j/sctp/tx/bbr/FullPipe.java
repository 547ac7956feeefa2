package io.github.datachannel4j.sctp.tx.bbr;

/** Sees whether sending faster still delivers more: three round trips without a quarter more say that the pipe is full (§5.3.1.2). */
final class FullPipe {
    private static final double GROWTH = 1.25;
    private static final int ROUNDS = 3;

    private double fullBandwidth;
    private int roundsWithoutGrowth;
    private boolean isFullNow;
    private boolean wasEverFull;

    /** Begins to look anew, from this bandwidth on. */
    void reset(double bandwidth) {
        fullBandwidth = bandwidth;
        roundsWithoutGrowth = 0;
        isFullNow = false;
    }

    /** A round trip in which the application did not hold back the flow has begun with this delivery rate. */
    void roundBegins(double bandwidth) {
        if (isFullNow) {
            return;
        }
        if (bandwidth >= fullBandwidth * GROWTH) {
            reset(bandwidth);
            return;
        }
        roundsWithoutGrowth++;
        if (roundsWithoutGrowth >= ROUNDS) {
            isFullNow = true;
            wasEverFull = true;
        }
    }

    /** Loss has said it. */
    void declareFull() {
        isFullNow = true;
        wasEverFull = true;
    }

    /** Full at the rate of the current probe. */
    boolean isFullNow() {
        return isFullNow;
    }

    /** Full at least once, so that the bandwidth is known. */
    boolean wasEverFull() {
        return wasEverFull;
    }
}
