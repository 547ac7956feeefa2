package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.core.Unwrap;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk.SkippedStream;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk.SkippedMessage;
import io.github.datachannel4j.sctp.tx.SentChunk.Life;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells the peer to skip what was given up, until it has (RFC 3758 §3.5). */
final class ForwardTsn {
    /** With less room it waits for the next packet: a few streams at least should fit. */
    static final int BYTES_MIN = IForwardTsnChunk.BASE_BYTES + 4 * IForwardTsnChunk.ENTRY_BYTES;

    private final OutstandingData outstanding;
    private final Framing framing;
    /** Advanced.Peer.Ack.Point: everything up to here is acknowledged or given up. */
    private long advancedTsn;

    /** The last TSN before the latest reset of each stream, while chunks up to it are outstanding. */
    private final Map<StreamId, Long> resetAt = new HashMap<>();

    /** Numbers are compared only within one stream and order. */
    private record Skipped(StreamId stream, MessageOrder order) {
        static Skipped by(QueuedMessage message) {
            return new Skipped(
                    message.message().stream(), message.message().options().order());
        }
    }

    private boolean isDue;
    private long sentAtNanos;

    ForwardTsn(OutstandingData outstanding, Framing framing) {
        this.outstanding = outstanding;
        this.framing = framing;
        this.advancedTsn = outstanding.cumulativeTsn();
    }

    /** The peer has been asked to reset these streams after what has a TSN by now. */
    void streamsAreReset(List<StreamId> streams) {
        long lastTsn = outstanding.nextTsn() - 1;
        if (lastTsn > outstanding.cumulativeTsn()) {
            streams.forEach(stream -> resetAt.put(stream, lastTsn));
        }
    }

    /** Chunks may have been given up or acknowledged. */
    void update() {
        if (!resetAt.isEmpty()) {
            resetAt.values().removeIf(lastTsn -> lastTsn <= outstanding.cumulativeTsn());
        }
        long before = Math.max(advancedTsn, outstanding.cumulativeTsn());
        advancedTsn = before;
        while (isAbandoned(advancedTsn + 1)) {
            advancedTsn++;
        }
        isDue = advancedTsn > outstanding.cumulativeTsn() && (isDue || advancedTsn > before);
    }

    /** A SACK still has not skipped: say it again, but not more often than once in a round trip. */
    void repeatAfter(long nowNanos, long intervalNanos) {
        if (nowNanos - sentAtNanos >= intervalNanos) {
            repeat();
        }
    }

    void repeat() {
        isDue = advancedTsn > outstanding.cumulativeTsn();
    }

    boolean isDue() {
        return isDue;
    }

    /** The chunk to send now; covers less than everything when the names of what is skipped do not fit. */
    Chunk take(long nowNanos, int bytesMax) {
        isDue = false;
        sentAtNanos = nowNanos;
        Map<Skipped, SentChunk> skipped = new LinkedHashMap<>();
        long newCumulativeTsn = collect(skipped, entriesMax(bytesMax));
        return switch (framing) {
            case PLAIN -> new ForwardTsnChunk(Unwrap.wrapTsn(newCumulativeTsn), streams(skipped, newCumulativeTsn));
            case INTERLEAVED ->
                new IForwardTsnChunk(Unwrap.wrapTsn(newCumulativeTsn), messages(skipped, newCumulativeTsn));
        };
    }

    private int entriesMax(int bytesMax) {
        return switch (framing) {
            case PLAIN ->
                Math.min(
                        ForwardTsnChunk.ENTRIES_MAX,
                        (bytesMax - ForwardTsnChunk.BASE_BYTES) / ForwardTsnChunk.ENTRY_BYTES);
            case INTERLEAVED ->
                Math.min(
                        IForwardTsnChunk.ENTRIES_MAX,
                        (bytesMax - IForwardTsnChunk.BASE_BYTES) / IForwardTsnChunk.ENTRY_BYTES);
        };
    }

    /** Finds the last fragment that is skipped of each stream and order. Returns the TSN up to which they fit. */
    private long collect(Map<Skipped, SentChunk> skipped, int entriesMax) {
        long newCumulativeTsn = outstanding.cumulativeTsn();
        while (newCumulativeTsn < advancedTsn) {
            SentChunk chunk = outstanding.get(newCumulativeTsn + 1);
            if (chunk != null && isNamed(chunk.message())) {
                Skipped key = Skipped.by(chunk.message());
                if (skipped.size() == entriesMax && !skipped.containsKey(key)) {
                    break;
                }
                skipped.put(key, chunk);
            }
            newCumulativeTsn++;
        }
        return newCumulativeTsn;
    }

    /** A receiver of DATA finds the fragments of an unordered message by their TSNs; one of I-DATA needs its number. */
    private boolean isNamed(QueuedMessage message) {
        return message.isOrdered() || framing == Framing.INTERLEAVED;
    }

    private List<SkippedStream> streams(Map<Skipped, SentChunk> skipped, long newCumulativeTsn) {
        List<SkippedStream> streams = new ArrayList<>(skipped.size());
        skipped.forEach((key, last) -> {
            if (!isFromBeforeReset(key.stream(), last, newCumulativeTsn)) {
                streams.add(new SkippedStream(
                        key.stream(), Unwrap.wrapSsn(last.message().number())));
            }
        });
        return streams;
    }

    private List<SkippedMessage> messages(Map<Skipped, SentChunk> skipped, long newCumulativeTsn) {
        List<SkippedMessage> messages = new ArrayList<>(skipped.size());
        skipped.forEach((key, last) -> {
            if (!isFromBeforeReset(key.stream(), last, newCumulativeTsn)) {
                messages.add(new SkippedMessage(
                        key.stream(), key.order(), Unwrap.wrapMid(last.message().number())));
            }
        });
        return messages;
    }

    /**
     * Whether a peer that has performed the reset could take the number for one of the stream's next life, and skip messages that are yet
     * to come. Up to the TSN of the reset it cannot: a peer that has got so far ignores the chunk.
     */
    private boolean isFromBeforeReset(StreamId stream, SentChunk last, long newCumulativeTsn) {
        Long lastBeforeReset = resetAt.get(stream);
        return lastBeforeReset != null && last.tsn() <= lastBeforeReset && newCumulativeTsn > lastBeforeReset;
    }

    private boolean isAbandoned(long tsn) {
        SentChunk chunk = outstanding.get(tsn);
        return chunk != null && chunk.life() == Life.ABANDONED;
    }
}
