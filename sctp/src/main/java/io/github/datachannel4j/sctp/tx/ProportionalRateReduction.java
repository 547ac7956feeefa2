package io.github.datachannel4j.sctp.tx;

/**
 * Walks the flight down to ssthresh during fast recovery (RFC 9937): for so many bytes that arrive, a part of them may leave, so that there is
 * neither a silence of half a round trip nor a burst behind it.
 */
final class ProportionalRateReduction {
    private long ssthreshBytes;
    private long flightAtLossBytes;
    private long deliveredBytes;
    private long sentBytes;
    private long windowBytes;

    /** Fast recovery begins. */
    void begin(long ssthresh, long flightBytes) {
        ssthreshBytes = ssthresh;
        flightAtLossBytes = Math.max(1, flightBytes);
        deliveredBytes = 0;
        sentBytes = 0;
    }

    /** A SACK has come, the one that began the recovery included. */
    void onAcknowledged(AcknowledgementSample sample, long packetBytes) {
        deliveredBytes += sample.ackedBytes();
        long flight = sample.flightAfterBytes();
        long allowed;
        if (flight > ssthreshBytes) {
            allowed = Math.ceilDiv(deliveredBytes * ssthreshBytes, flightAtLossBytes) - sentBytes;
        } else {
            boolean isSafe = sample.isCumulativeAdvanced() && sample.lostBytes() == 0;
            allowed = Math.max(deliveredBytes - sentBytes, sample.ackedBytes()) + (isSafe ? packetBytes : 0);
            allowed = Math.min(allowed, ssthreshBytes - flight);
        }
        windowBytes = flight + Math.max(0, allowed);
    }

    void onSent(long bytes) {
        sentBytes += bytes;
    }

    /** The congestion window for now. */
    long windowBytes() {
        return windowBytes;
    }
}
