package io.github.datachannel4j.sctp.tx.bbr;

import java.util.random.RandomGenerator;

/**
 * When to probe for bandwidth again: after two to three seconds, or as many round trips as a NewReno flow of the same size would take to
 * fill its window again, if that is sooner (§5.3.3.5).
 */
final class ProbeSchedule {
    private static final long WAIT_NANOS = 2_000_000_000L;
    private static final long WAIT_RANDOM_NANOS = 1_000_000_000L;
    /** That of a NewReno flow of 25 Mbit/s and 30 ms; larger flows probe more often than NewReno would. */
    private static final int ROUNDS_MAX = 63;

    private final RandomGenerator random;
    private long cycleBeganAtNanos;
    private long waitNanos;
    private long rounds;

    ProbeSchedule(RandomGenerator random) {
        this.random = random;
    }

    /** A probe is over. Chance keeps flows that share a bottleneck out of step. */
    void beginCycle(long nowNanos) {
        cycleBeganAtNanos = nowNanos;
        waitNanos = WAIT_NANOS + random.nextLong(WAIT_RANDOM_NANOS);
        rounds = random.nextInt(2);
    }

    void countRound() {
        rounds++;
    }

    boolean isDue(long nowNanos, double targetInflightPackets) {
        return nowNanos - cycleBeganAtNanos > waitNanos || rounds >= Math.min(targetInflightPackets, ROUNDS_MAX);
    }
}
