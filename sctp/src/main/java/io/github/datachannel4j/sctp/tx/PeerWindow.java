package io.github.datachannel4j.sctp.tx;

/** What the peer has room for (RFC 9260 §6.1 A), and whether it is being asked if that is still so. */
final class PeerWindow {
    private long advertisedBytes;
    /** The chunk in flight was sent though the window is closed. */
    private boolean isProbing;

    PeerWindow(long advertisedBytes) {
        this.advertisedBytes = advertisedBytes;
    }

    long advertisedBytes() {
        return advertisedBytes;
    }

    long availableBytes(long flightBytes) {
        return Math.max(0, advertisedBytes - flightBytes);
    }

    boolean isProbing() {
        return isProbing;
    }

    /** Data leaves that the window has no room for, which is allowed while nothing else is in flight. */
    void beginProbe() {
        isProbing = true;
    }

    /** A SACK has come. */
    void advertise(long bytes, Path path) {
        advertisedBytes = bytes;
        if (bytes >= path.packetSize().chunkBytesMax()) {
            isProbing = false;
        } else if (isProbing) {
            // RFC 9260 §6.1: a peer that answers probes is alive, however long it keeps its window closed.
            path.errors().clear();
        }
    }
}
