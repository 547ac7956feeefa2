package io.github.datachannel4j.sctp.tx;

/**
 * Slow start and congestion avoidance of RFC 9260 §7.2.
 *
 * <p>Slow start counts bytes, with L=2: cwnd grows by what a SACK acknowledges, but by two full packets at most.
 */
public final class NewReno implements CongestionControl {
    /** RFC 9260 §7.2.3: ssthresh is never less than this many full packets. */
    private static final int SSTHRESH_PACKETS_MIN = 4;

    /** L of §7.2.1: a SACK for every second packet, the usual one, then doubles cwnd in a round trip. */
    private static final int SLOW_START_PACKETS_MAX = 2;

    private final int initialCwndPackets;
    private long packetBytes;
    private long cwndBytes;
    private long ssthreshBytes;
    private long partialBytesAcked;
    private long cwndBeforeLossBytes;
    private long ssthreshBeforeLossBytes;

    /** The first ssthresh is the peer's window, since it may be arbitrarily high (§7.2.1). */
    public NewReno(Start start) {
        this.packetBytes = start.packetBytes();
        this.initialCwndPackets = start.initialCwndPackets();
        this.cwndBytes = initialCwndBytes();
        this.ssthreshBytes = Math.max(start.peerWindowBytes(), cwndBytes);
    }

    private long initialCwndBytes() {
        return packetBytes * initialCwndPackets;
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
    public void onAcknowledged(AcknowledgementSample sample) {
        if (sample.isCumulativeAdvanced()) {
            grow(sample);
        }
        if (sample.flightAfterBytes() == 0) {
            partialBytesAcked = 0;
        }
    }

    private void grow(AcknowledgementSample sample) {
        // §7.2.1, §7.2.2: a window that the sender does not use says nothing about the network, so it does not grow.
        boolean isUsed = sample.flightBeforeBytes() + packetBytes > cwndBytes;
        boolean mayGrow = isUsed && sample.recovery() != Recovery.FAST_RECOVERY;
        if (cwndBytes <= ssthreshBytes) {
            if (mayGrow) {
                cwndBytes += Math.min(sample.ackedBytes(), SLOW_START_PACKETS_MAX * packetBytes);
            }
            return;
        }
        partialBytesAcked += sample.ackedBytes();
        if (partialBytesAcked >= cwndBytes) {
            if (mayGrow) {
                partialBytesAcked -= cwndBytes;
                cwndBytes += packetBytes;
            } else {
                partialBytesAcked = cwndBytes;
            }
        }
    }

    @Override
    public void onLoss(long nowNanos, long lostBytes, long flightBytes) {
        halveThreshold();
        cwndBytes = ssthreshBytes;
        partialBytesAcked = 0;
    }

    @Override
    public void onRetransmissionTimeout(long nowNanos, long flightBytes) {
        halveThreshold();
        cwndBytes = packetBytes;
        partialBytesAcked = 0;
    }

    @Override
    public void onSpuriousRetransmission(long nowNanos) {
        cwndBytes = Math.max(cwndBytes, cwndBeforeLossBytes);
        ssthreshBytes = Math.max(ssthreshBytes, ssthreshBeforeLossBytes);
    }

    @Override
    public void onIdle(long nowNanos, long timeouts) {
        // §7.2.1: half for each time-out without traffic. More than a long's bits would only shift back to the start.
        long halved = cwndBytes >> Math.min(timeouts, Long.SIZE - 1);
        cwndBytes = Math.max(halved, Math.min(cwndBytes, initialCwndBytes()));
    }

    @Override
    public void onPacketBytesChanged(long bytes) {
        // RFC 8899 §3: larger packets are no reason for a wider window. A packet may always be in flight.
        packetBytes = bytes;
    }

    private void halveThreshold() {
        cwndBeforeLossBytes = cwndBytes;
        ssthreshBeforeLossBytes = ssthreshBytes;
        ssthreshBytes = Math.max(cwndBytes / 2, SSTHRESH_PACKETS_MIN * packetBytes);
    }
}
