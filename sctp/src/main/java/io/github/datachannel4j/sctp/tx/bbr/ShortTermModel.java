package io.github.datachannel4j.sctp.tx.bbr;

/**
 * What the path delivers at the moment, when loss says that it is less than the model thought (§5.5.10.3). Forgotten when the next
 * probe for bandwidth begins.
 */
final class ShortTermModel {
    static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private double bandwidth = UNBOUNDED;
    private double inflightBytes = UNBOUNDED;
    private double latestBandwidth;
    private double latestDeliveredBytes;
    private double savedBandwidth = UNBOUNDED;
    private double savedInflightBytes = UNBOUNDED;

    /** The best of the current round trip is the delivery process of now. */
    void delivered(RateSample sample) {
        latestBandwidth = Math.max(latestBandwidth, sample.bandwidth());
        latestDeliveredBytes = Math.max(latestDeliveredBytes, sample.deliveredInRoundTripBytes());
    }

    /** A round trip begins with this sample. */
    void beginRound(RateSample sample) {
        latestBandwidth = sample.bandwidth();
        latestDeliveredBytes = sample.deliveredInRoundTripBytes();
    }

    void forgetLatest() {
        latestBandwidth = 0;
        latestDeliveredBytes = 0;
    }

    /** Too much was lost in a round trip that did not probe: go down to what was delivered, but never by more than CUBIC would. */
    void lowerTo(double maxBandwidth, long cwndBytes) {
        double bandwidthBefore = bandwidth == UNBOUNDED ? maxBandwidth : bandwidth;
        double inflightBefore = inflightBytes == UNBOUNDED ? cwndBytes : inflightBytes;
        bandwidth = Math.max(latestBandwidth, Bbr.BETA * bandwidthBefore);
        inflightBytes = Math.max(latestDeliveredBytes, Bbr.BETA * inflightBefore);
    }

    void reset() {
        bandwidth = UNBOUNDED;
        inflightBytes = UNBOUNDED;
    }

    /** Remembers the bounds, in case that the loss turns out to be none. */
    void save() {
        savedBandwidth = bandwidth;
        savedInflightBytes = inflightBytes;
    }

    void undo() {
        bandwidth = Math.max(bandwidth, savedBandwidth);
        inflightBytes = Math.max(inflightBytes, savedInflightBytes);
    }

    double bandwidth() {
        return bandwidth;
    }

    double inflightBytes() {
        return inflightBytes;
    }

    double latestDeliveredBytes() {
        return latestDeliveredBytes;
    }
}
