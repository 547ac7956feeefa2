package io.github.datachannel4j.sctp.rx;

/** What we let the peer send: the buffer less what is held and what the owner has not consumed (RFC 9260 §6.2). */
final class ReceiveWindow {
    /** RFC 9260 §6.2: a window smaller than a packet is advertised as closed, or the peer would send silly little chunks. */
    private static final long SILLY_BYTES = 1200;

    private final long bufferBytes;
    private long unconsumedBytes;
    private long advertisedBytes;

    ReceiveWindow(long bufferBytes, long unconsumedBytes) {
        this.bufferBytes = bufferBytes;
        this.unconsumedBytes = unconsumedBytes;
        this.advertisedBytes = bufferBytes;
    }

    long bufferBytes() {
        return bufferBytes;
    }

    long unconsumedBytes() {
        return unconsumedBytes;
    }

    void delivered(long bytes) {
        unconsumedBytes += bytes;
    }

    void consumed(long bytes) {
        if (bytes < 0 || bytes > unconsumedBytes) {
            throw new IllegalArgumentException(
                    "consumed " + bytes + " bytes where " + unconsumedBytes + " were delivered and not consumed");
        }
        unconsumedBytes -= bytes;
    }

    boolean isFull(long heldBytes) {
        return heldBytes + unconsumedBytes >= bufferBytes;
    }

    /** The a_rwnd for a SACK that leaves now. */
    long advertise(long heldBytes) {
        advertisedBytes = openBytes(heldBytes);
        return advertisedBytes;
    }

    /** Whether the peer may be stuck on a window that has opened by much since it was last told. */
    boolean isUpdateDue(long heldBytes) {
        long step = Math.max(bufferBytes / 4, Math.min(bufferBytes / 2, 2 * SILLY_BYTES));
        return advertisedBytes < step && openBytes(heldBytes) - advertisedBytes >= step;
    }

    /** What we can take now. */
    long openBytes(long heldBytes) {
        long open = bufferBytes - heldBytes - unconsumedBytes;
        return open < Math.min(SILLY_BYTES, bufferBytes / 2) ? 0 : open;
    }
}
