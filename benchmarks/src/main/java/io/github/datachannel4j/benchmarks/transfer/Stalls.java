package io.github.datachannel4j.benchmarks.transfer;

import java.util.SplittableRandom;

/** When one host stalls, and for how long. */
final class Stalls {
    private static final double NANOS_PER_MILLI = 1e6;

    private final HostLoad load;
    private final SplittableRandom random;
    private long stallNanos;
    private long awakeNanos;

    Stalls(HostLoad load, long seed) {
        this.load = load;
        this.random = new SplittableRandom(seed);
        next();
    }

    /** When the host sees what happens now; later calls are about later times. */
    long seenAt(long nowNanos) {
        if (load.stallMillisMax() == 0) {
            return nowNanos;
        }
        while (awakeNanos <= nowNanos) {
            next();
        }
        return stallNanos <= nowNanos ? awakeNanos : nowNanos;
    }

    private void next() {
        double gapMillis = -Math.log(1 - random.nextDouble()) * load.gapMillis();
        stallNanos = awakeNanos + (long) (gapMillis * NANOS_PER_MILLI);
        awakeNanos = stallNanos + (long) (random.nextDouble() * load.stallMillisMax() * NANOS_PER_MILLI);
    }
}
