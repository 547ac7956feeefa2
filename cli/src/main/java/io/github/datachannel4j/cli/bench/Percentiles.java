package io.github.datachannel4j.cli.bench;

import java.util.Arrays;

/** Samples in order, to read percentiles from. */
final class Percentiles {
    private final double[] sorted;

    private Percentiles(double[] sorted) {
        this.sorted = sorted;
    }

    /** Takes samples in nanoseconds to a unit of so many nanoseconds. */
    static Percentiles of(long[] nanos, double nanosPerUnit) {
        return new Percentiles(Arrays.stream(nanos)
                .sorted()
                .mapToDouble(value -> value / nanosPerUnit)
                .toArray());
    }

    /** The sample that this part of all, 0 to 1, does not exceed. */
    double at(double part) {
        int index = (int) Math.ceil(part * sorted.length) - 1;
        return sorted[Math.clamp(index, 0, sorted.length - 1)];
    }
}
