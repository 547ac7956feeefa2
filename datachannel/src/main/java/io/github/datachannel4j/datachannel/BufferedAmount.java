package io.github.datachannel4j.datachannel;

import java.util.ArrayDeque;

/**
 * How much user payload of one channel waits for the network. The association counts every byte queued on the stream, DCEP
 * messages and the placeholders of empty messages too; the W3C counts payload only. So this remembers where in the stream's
 * sequence of bytes the others lie.
 */
final class BufferedAmount {
    /** Bytes that are not payload, as positions in everything ever queued on the stream. */
    private record Overhead(long from, long to) {}

    private final ArrayDeque<Overhead> overheads = new ArrayDeque<>();
    private long overheadBytes;
    private long queuedBytes;
    private long payloadBytes;

    /** Payload that waits, as of the last change. */
    long payloadBytes() {
        return payloadBytes;
    }

    void payloadQueued(long bytes) {
        queuedBytes += bytes;
        payloadBytes += bytes;
    }

    void overheadQueued(long bytes) {
        overheads.add(new Overhead(queuedBytes, queuedBytes + bytes));
        overheadBytes += bytes;
        queuedBytes += bytes;
    }

    /** The association has this much left of what was queued. */
    void remaining(long streamBytes) {
        long sentBytes = queuedBytes - streamBytes;
        while (!overheads.isEmpty() && overheads.getFirst().to() <= sentBytes) {
            Overhead sent = overheads.removeFirst();
            overheadBytes -= sent.to() - sent.from();
        }
        long sentOfFirst = overheads.isEmpty()
                ? 0
                : Math.max(0, sentBytes - overheads.getFirst().from());
        // A message given up in the middle of the queue shifts the positions until the queue is empty: never say less
        // than 0 for it.
        payloadBytes = Math.max(0, streamBytes - (overheadBytes - sentOfFirst));
    }
}
