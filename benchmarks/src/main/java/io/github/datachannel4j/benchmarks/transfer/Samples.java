package io.github.datachannel4j.benchmarks.transfer;

import java.util.Arrays;

/** Numbers of one kind, to be summed up. */
final class Samples {
    private static final int ROOM_AT_FIRST = 256;

    private double[] values = new double[ROOM_AT_FIRST];
    private int count;

    void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    double mean() {
        return count == 0 ? 0 : Arrays.stream(values, 0, count).sum() / count;
    }

    /** The least value that this share of them does not exceed; 0 when there are none. */
    double percentile(double percent) {
        if (count == 0) {
            return 0;
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count);
        return sorted[Math.clamp(rank - 1, 0, count - 1)];
    }

    /** Jain's index of fairness: 1 when all are equal, 1/n when one has it all. */
    double jainIndex() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
            squares += values[i] * values[i];
        }
        return squares == 0 ? 1 : sum * sum / (count * squares);
    }
}
