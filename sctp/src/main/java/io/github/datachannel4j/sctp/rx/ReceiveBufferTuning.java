package io.github.datachannel4j.sctp.rx;

import io.github.datachannel4j.sctp.ReceiveBuffer;
import io.github.datachannel4j.sctp.core.Nanos;

/** Grows the receive buffer with what its owner consumes in a round trip (dynamic right-sizing). */
final class ReceiveBufferTuning {
    /** One factor of two for the round trip in which the window is told, one for a sender in slow start. */
    private static final int ROUND_TRIPS = 4;

    /** Of an idle path the round trip is known badly, and queues make it longer under load. On faster paths this much does no harm. */
    private static final long ROUND_NANOS_MIN = 50 * Nanos.PER_MILLI;

    private final long maxBytes;
    private long bytes;
    private long roundStartedAtNanos;
    private long consumedInRound;

    ReceiveBufferTuning(ReceiveBuffer options) {
        bytes = options.initialBytes();
        maxBytes = options.maxBytes();
    }

    long bytes() {
        return bytes;
    }

    /** The owner is done with this much. */
    void consumed(long nowNanos, long consumedBytes, long srttNanos) {
        long roundNanos = Math.max(srttNanos, ROUND_NANOS_MIN);
        long elapsedNanos = nowNanos - roundStartedAtNanos;
        if (elapsedNanos > 2 * roundNanos) {
            // There was a pause, which says nothing about how fast the owner is.
            beginRound(nowNanos);
        } else if (elapsedNanos >= roundNanos) {
            growTo(ROUND_TRIPS * (consumedInRound * roundNanos / elapsedNanos));
            beginRound(nowNanos);
        }
        consumedInRound += consumedBytes;
    }

    private void beginRound(long nowNanos) {
        roundStartedAtNanos = nowNanos;
        consumedInRound = 0;
    }

    /** Incomplete messages take so much: what is needed to complete them must not wait for the owner, who cannot help. */
    void heldInReassembly(long heldBytes) {
        if (heldBytes > bytes / 2) {
            growTo(2 * bytes);
        }
    }

    /** So large it was in another process. */
    void takeOver(long otherBytes) {
        growTo(otherBytes);
    }

    private void growTo(long wantedBytes) {
        bytes = Math.max(bytes, Math.min(wantedBytes, maxBytes));
    }
}
