package io.github.datachannel4j.sctp.tx;

/**
 * Slow start and congestion avoidance of RFC 9260 §7.2.
 *
 * <p>Slow start counts bytes: cwnd grows by what was acknowledged.
 */
final class NewReno implements CongestionControl {
    /** RFC 9260 §7.2.3: ssthresh is never less than this many full packets. */
    private static final int SSTHRESH_PACKETS_MIN = 4;

    private final long packetBytes;
    private final long initialCwndBytes;
    private long cwndBytes;
    private long ssthreshBytes;
    private long partialBytesAcked;

    /**
     * At the start of an association.
     *
     * @param packetBytes what a full packet holds in DATA chunks (PMDCS)
     * @param peerWindowBytes the first ssthresh, which may be arbitrarily high (§7.2.1)
     */
    NewReno(long packetBytes, int initialCwndPackets, long peerWindowBytes) {
        this.packetBytes = packetBytes;
        this.initialCwndBytes = packetBytes * initialCwndPackets;
        this.cwndBytes = initialCwndBytes;
        this.ssthreshBytes = Math.max(peerWindowBytes, initialCwndBytes);
    }

    @Override
    public long cwndBytes() {
        return cwndBytes;
    }

    @Override
    public long ssthreshBytes() {
        return ssthreshBytes;
    }

    @Override
    public void onAcknowledged(long ackedBytes, long flightBytes, Recovery recovery) {
        // §7.2.1, §7.2.2: a window that the sender does not use says nothing about the network, so it does not grow.
        boolean isUsed = flightBytes + packetBytes > cwndBytes;
        if (cwndBytes <= ssthreshBytes) {
            if (isUsed && recovery == Recovery.NONE) {
                // Deviates from RFC 9260 §7.2.1, which says min(acked, PMDCS): one SACK may acknowledge many packets,
                // since a receiver that reads in batches answers in batches.
                cwndBytes += ackedBytes;
            }
            return;
        }
        partialBytesAcked += ackedBytes;
        if (partialBytesAcked >= cwndBytes) {
            if (isUsed && recovery == Recovery.NONE) {
                partialBytesAcked -= cwndBytes;
                cwndBytes += packetBytes;
            } else {
                partialBytesAcked = cwndBytes;
            }
        }
    }

    @Override
    public void onAllAcknowledged() {
        partialBytesAcked = 0;
    }

    @Override
    public void onFastRetransmit() {
        halveThreshold();
        cwndBytes = ssthreshBytes;
        partialBytesAcked = 0;
    }

    @Override
    public void onRetransmissionTimeout() {
        halveThreshold();
        cwndBytes = packetBytes;
        partialBytesAcked = 0;
    }

    @Override
    public void onIdle(long timeouts) {
        // §7.2.1: half for each time-out without traffic. More than a long's bits would only shift back to the start.
        long halved = cwndBytes >> Math.min(timeouts, Long.SIZE - 1);
        cwndBytes = Math.max(halved, Math.min(cwndBytes, initialCwndBytes));
    }

    private void halveThreshold() {
        ssthreshBytes = Math.max(cwndBytes / 2, SSTHRESH_PACKETS_MIN * packetBytes);
    }
}
