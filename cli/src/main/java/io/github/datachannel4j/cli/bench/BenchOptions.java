package io.github.datachannel4j.cli.bench;

import io.github.datachannel4j.sctp.CongestionOptions;

/**
 * How much is measured.
 *
 * @param seconds of throughput, 1 to 600
 * @param roundTrips 100 to 10 000 000
 * @param connections set up one after the other, 10 to 10 000
 * @param congestion which controller both ends send with
 */
public record BenchOptions(int seconds, int roundTrips, int connections, CongestionOptions congestion) {
    /** Checks the ranges. */
    public BenchOptions {
        check("--seconds", seconds, 1, 600);
        check("--round-trips", roundTrips, 100, 10_000_000);
        check("--connections", connections, 10, 10_000);
    }

    private static void check(String name, int value, int least, int greatest) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(name + " wants " + least + " to " + greatest + ", not " + value);
        }
    }
}
