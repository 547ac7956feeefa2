package io.github.datachannel4j.ice;

/**
 * How a pair on which nothing is heard is found to be silent, and how often it is asked. Thousands of pairs fall silent at once when this
 * process or its host has stalled, or has too much to do. Were each asked as often as one that must be found out about, the questions alone
 * would keep it busy, answers would be lost in the crowd, and all of them would fail together.
 *
 * @param probeNanos between the questions that find out whether a pair is silent
 * @param silentAfterNanos without a sign of life
 */
record ProbePace(long probeNanos, long silentAfterNanos) {
    /** So many checks in a row must be lost before we speak of silence: one or two are an accident, or a stall of ours. */
    static final int UNANSWERED_MIN = 3;

    /** What is known to be silent is asked this much less often, and half of it at first. */
    private static final int SLOWEST = 4;

    /** An answer may have to wait as long to be read as our timer had to wait for its turn. */
    private static final int LATENESSES = 2;

    private static final int SLOWEST_WHEN_LATE = 8;

    static ProbePace of(IceTimings timings) {
        return new ProbePace(timings.probeNanos(), timings.disconnectedAfter().toNanos());
    }

    /**
     * @param unanswered how many questions in a row
     * @param quietNanos since the last sign of life
     * @param lateNanos how much too late the timer has expired: for so long we have not looked, either
     */
    boolean isSilent(int unanswered, long quietNanos, long lateNanos) {
        return unanswered >= UNANSWERED_MIN && quietNanos - lateNanos >= silentAfterNanos;
    }

    /**
     * Until the next question, or before it at the moment when those so far make the pair a silent one.
     *
     * @param unanswered how many in a row, the latest one included
     * @param quietNanos since the last sign of life
     * @param lateNanos how much too late the timer has expired
     */
    long waitNanos(int unanswered, long quietNanos, long lateNanos) {
        long wait = waitNanos(unanswered, lateNanos);
        long untilSilent = silentAfterNanos - quietNanos;
        return unanswered >= UNANSWERED_MIN && untilSilent > 0
                ? Math.min(wait, Math.max(untilSilent, LATENESSES * lateNanos))
                : wait;
    }

    /**
     * Until the next question.
     *
     * @param unanswered how many in a row, the latest one included
     * @param lateNanos how much too late the timer has expired
     */
    long waitNanos(int unanswered, long lateNanos) {
        int beyond = unanswered - UNANSWERED_MIN;
        int factor = beyond <= 0 ? 1 : beyond == 1 ? SLOWEST / 2 : SLOWEST;
        return Math.min(Math.max(factor * probeNanos, LATENESSES * lateNanos), SLOWEST_WHEN_LATE * probeNanos);
    }
}
