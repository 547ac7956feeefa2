package io.github.datachannel4j.ice;

/**
 * When a pair that has not answered is asked again. Thousands of pairs fall silent at once when this process or its host has stalled, or
 * has too much to do. Were each asked as often as one that must be found out about, the questions alone would keep it busy, answers would
 * be lost in the crowd, and all of them would fail together.
 *
 * @param probeNanos between the questions that find out whether a pair is silent
 */
record ProbePace(long probeNanos) {
    /** What is known to be silent is asked this much less often. */
    private static final int SLOWEST = 4;

    /** An answer may have to wait as long to be read as our timer had to wait for its turn. */
    private static final int LATENESSES = 2;

    private static final int SLOWEST_WHEN_LATE = 8;

    /**
     * @param unanswered how many questions in a row, the latest one included
     * @param lateNanos how much too late the timer has expired
     */
    long waitNanos(int unanswered, long lateNanos) {
        int beyond = Math.max(0, unanswered - PairKeeper.UNANSWERED_MIN);
        long wait = beyond < Integer.numberOfTrailingZeros(SLOWEST) ? probeNanos << beyond : SLOWEST * probeNanos;
        return Math.min(Math.max(wait, LATENESSES * lateNanos), SLOWEST_WHEN_LATE * probeNanos);
    }
}
