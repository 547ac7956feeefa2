package io.github.datachannel4j.sctp.tx;

/** When a chunk asks the peer not to delay its SACK, by the I bit (RFC 9260 §6.1): where we wait for just that. */
final class ImmediateSacks {
    private final PacketSize packetSize;
    private final PeerWindow peerWindow;

    /** The association is to end once everything is acknowledged. */
    private boolean isShuttingDown;

    private long tailAskedAtNanos = -TailLossProbe.PEER_SACK_DELAY_NANOS;

    ImmediateSacks(PacketSize packetSize, PeerWindow peerWindow) {
        this.packetSize = packetSize;
        this.peerWindow = peerWindow;
    }

    /** From now on what waits is the shutdown, for the last SACK. */
    void shutdownBegins() {
        isShuttingDown = true;
    }

    /** With so small a window the next packet waits for this one's SACK (RFC 9260 §6.2, I bit). */
    boolean areNeeded(long cwndBytes) {
        return isShuttingDown || peerWindow.isProbing() || cwndBytes <= 2L * packetSize.chunkBytesMax();
    }

    /**
     * Behind the last chunk of a burst nothing follows that would make the peer answer, so it asks for a SACK; but not each chunk of a steady
     * flow of small messages, whose successors do.
     *
     * @param queuedBytes what has not been cut off yet
     */
    boolean isTail(long nowNanos, long queuedBytes) {
        boolean isAskedRarely = nowNanos - tailAskedAtNanos >= TailLossProbe.PEER_SACK_DELAY_NANOS;
        if (queuedBytes > 0 || !isAskedRarely) {
            return false;
        }
        tailAskedAtNanos = nowNanos;
        return true;
    }
}
