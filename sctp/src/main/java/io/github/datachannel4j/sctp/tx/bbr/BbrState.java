package io.github.datachannel4j.sctp.tx.bbr;

/**
 * What a flow is doing to its path (draft-ietf-ccwg-bbr §5.1, §5.6.1).
 *
 * <pre>
 *   STARTUP -> DRAIN -> PROBE_BW_DOWN -> PROBE_BW_CRUISE -> PROBE_BW_REFILL -> PROBE_BW_UP -> PROBE_BW_DOWN ...
 *   any -> PROBE_RTT -> PROBE_BW_CRUISE, or STARTUP when the pipe was never full
 * </pre>
 */
enum BbrState {
    /** Doubles the rate each round trip until it brings nothing. */
    STARTUP(2.77, 2),
    /** Lets the queue of the start run empty. */
    DRAIN(0.5, 2),
    /** Sends a little less than is delivered, so that the queue drains and others find room. */
    PROBE_BW_DOWN(0.9, 2),
    /** Sends what is delivered; nearly all of the time is spent here. */
    PROBE_BW_CRUISE(1, 2),
    /** Fills the pipe for one round trip without a queue, so that what follows measures the path and not the way there. */
    PROBE_BW_REFILL(1, 2),
    /** Sends more than is delivered, to see whether there is more. */
    PROBE_BW_UP(1.25, 2.25),
    /** Keeps so little in flight that no queue stands, to measure the round trip. */
    PROBE_RTT(1, 0.5);

    private final double pacingGain;
    private final double cwndGain;

    BbrState(double pacingGain, double cwndGain) {
        this.pacingGain = pacingGain;
        this.cwndGain = cwndGain;
    }

    /** The pacing rate, in bandwidths. */
    double pacingGain() {
        return pacingGain;
    }

    /** The most in flight, in products of bandwidth and delay. */
    double cwndGain() {
        return cwndGain;
    }

    boolean isProbeBw() {
        return switch (this) {
            case PROBE_BW_DOWN, PROBE_BW_CRUISE, PROBE_BW_REFILL, PROBE_BW_UP -> true;
            case STARTUP, DRAIN, PROBE_RTT -> false;
        };
    }

    /** Whether it tries to find more bandwidth, so that loss is expected and says how much is too much (§5.5.10.2). */
    boolean isProbingBandwidth() {
        return switch (this) {
            case STARTUP, PROBE_BW_REFILL, PROBE_BW_UP -> true;
            case DRAIN, PROBE_BW_DOWN, PROBE_BW_CRUISE, PROBE_RTT -> false;
        };
    }
}
