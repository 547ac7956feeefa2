package io.github.datachannel4j.sctp.tx.bbr;

/**
 * How much the path loses whatever the flow does, as radio does: what is lost in round trips in which no queue stood,
 * but for probes once the bandwidth is known. It is no sign of congestion, so it is added to what is forgiven.
 *
 * <p>The draft does not have it and gives way at two percent of any loss.
 */
final class RandomLoss {
    /** A policer, or a very short queue that others fill, looks the same; so there is a limit to what is forgiven. */
    private static final double RATE_MAX = 0.1;

    /** Packets over which it is averaged: some round trips of a usual flow. */
    private static final double MEMORY_PACKETS = 500;

    /** Chance gives half as much more rather often. */
    private static final double ALLOWANCE = 1.5;

    private double rate;
    private double seenPackets;

    /** At the start it is the average of all there is, so that slow start on a lossy path is not over before this is known. */
    void observe(double lostPackets, double carriedPackets) {
        double weight = carriedPackets / (carriedPackets + Math.min(seenPackets, MEMORY_PACKETS));
        seenPackets += carriedPackets;
        rate += weight * (lostPackets / carriedPackets - rate);
    }

    /** The share of loss that is no sign of congestion. */
    double forgivenRate() {
        return ALLOWANCE * Math.min(rate, RATE_MAX);
    }
}
