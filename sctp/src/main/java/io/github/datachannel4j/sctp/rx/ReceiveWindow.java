package io.github.datachannel4j.sctp.rx;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.ReceiveBuffer;

/**
 * What we let the peer send: the buffer less what is held and what the owner has not consumed (RFC 9260 §6.2). What the peer was allowed
 * once stays allowed: the right edge of the window only moves forward, and only by steps that are worth a packet.
 */
final class ReceiveWindow {
    /** RFC 9260 §6.2: smaller steps would make the peer send silly little chunks. */
    private static final long SILLY_BYTES = 1200;

    /** A peer that waits is told after this much at the latest, however large the buffer is, so that it need not send in bursts. */
    private static final long UPDATE_BYTES_MAX = 256 * 1024;

    private final ReceiveBufferTuning buffer;
    private long unconsumedBytes;
    /** All that was ever taken in. */
    private long acceptedBytes;
    /** The right edge, on the line of {@link #acceptedBytes}. */
    private long edgeBytes;

    ReceiveWindow(ReceiveBuffer options, long unconsumedBytes) {
        this.buffer = new ReceiveBufferTuning(options);
        this.unconsumedBytes = unconsumedBytes;
        this.edgeBytes = buffer.bytes();
    }

    long bufferBytes() {
        return buffer.bytes();
    }

    long unconsumedBytes() {
        return unconsumedBytes;
    }

    /** Payload was taken in, to be held or delivered. */
    void accepted(long bytes) {
        acceptedBytes += bytes;
    }

    void delivered(long bytes) {
        unconsumedBytes += bytes;
    }

    void consumed(long nowNanos, long bytes, long srttNanos) {
        if (bytes < 0 || bytes > unconsumedBytes) {
            throw new IllegalArgumentException(
                    "consumed " + bytes + " bytes where " + unconsumedBytes + " were delivered and not consumed");
        }
        unconsumedBytes -= bytes;
        buffer.consumed(nowNanos, bytes, srttNanos);
    }

    boolean isFull(long heldBytes) {
        return heldBytes + unconsumedBytes >= buffer.bytes();
    }

    /** The a_rwnd for a SACK that leaves now. */
    long advertise(long heldBytes) {
        buffer.heldInReassembly(heldBytes);
        long openBytes = openBytes(heldBytes);
        edgeBytes = Math.max(edgeBytes, acceptedBytes + openBytes);
        return openBytes;
    }

    /** Whether the peer may be stuck on a window that has opened by much since it was last told. */
    boolean isUpdateDue(long heldBytes) {
        long step = Math.min(buffer.bytes() / 4, UPDATE_BYTES_MAX);
        step = Math.max(step, Math.min(buffer.bytes() / 2, 2 * SILLY_BYTES));
        return toldBytes() < step && openBytes(heldBytes) - toldBytes() >= step;
    }

    /** What we can take now, as far as it is worth telling. */
    long openBytes(long heldBytes) {
        long open = buffer.bytes() - heldBytes - unconsumedBytes;
        boolean isWorthTelling = open - toldBytes() >= Math.min(SILLY_BYTES, buffer.bytes() / 2);
        return isWorthTelling ? open : toldBytes();
    }

    /** What the peer was allowed, as a SACK can say it. */
    long allowedBytes() {
        return Math.min(toldBytes(), 0xFFFF_FFFFL);
    }

    /** What the peer was allowed elsewhere it is still allowed here. */
    void takeOver(AssociationHandover.Incoming incoming) {
        buffer.takeOver(incoming.bufferBytes());
        edgeBytes = acceptedBytes + incoming.allowedBytes();
    }

    /** What is left of what the peer was allowed; nothing when it has sent more, as probes of a closed window do. */
    private long toldBytes() {
        return Math.max(0, edgeBytes - acceptedBytes);
    }
}
