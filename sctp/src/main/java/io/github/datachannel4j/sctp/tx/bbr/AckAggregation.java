package io.github.datachannel4j.sctp.tx.bbr;

/**
 * How far acknowledgements run ahead of the bandwidth when they come in clumps, as over radio (§5.5.9). So much more must be in flight
 * to keep the link busy between the clumps.
 */
final class AckAggregation {
    private static final int ROUNDS = 10;

    private final WindowedMax extraBytes = new WindowedMax(ROUNDS);
    private long intervalBeganAtNanos;
    private double intervalBytes;

    AckAggregation(long nowNanos) {
        intervalBeganAtNanos = nowNanos;
    }

    void acknowledged(RateSample sample, long round, double bandwidth, long cwndBytes) {
        double expected = bandwidth * (sample.nowNanos() - intervalBeganAtNanos) / 1e9;
        if (intervalBytes <= expected) {
            restart(sample.nowNanos());
            expected = 0;
        }
        intervalBytes += sample.newlyAckedBytes();
        extraBytes.add(round, Math.min(intervalBytes - expected, cwndBytes));
    }

    /** After idleness there is nothing to be ahead of. */
    void restart(long nowNanos) {
        intervalBytes = 0;
        intervalBeganAtNanos = nowNanos;
    }

    double extraBytes() {
        return extraBytes.max();
    }
}
