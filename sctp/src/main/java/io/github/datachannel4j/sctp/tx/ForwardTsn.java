package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.core.Unwrap;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk.SkippedStream;
import io.github.datachannel4j.sctp.tx.SentChunk.Life;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells the peer to skip what was given up, until it has (RFC 3758 §3.5). */
final class ForwardTsn {
    /** With less room it waits for the next packet: a few streams at least should fit. */
    static final int BYTES_MIN = ForwardTsnChunk.BASE_BYTES + 8 * ForwardTsnChunk.ENTRY_BYTES;

    private final OutstandingData outstanding;
    /** Advanced.Peer.Ack.Point: everything up to here is acknowledged or given up. */
    private long advancedTsn;

    /** The last TSN before the latest reset of each stream, while chunks up to it are outstanding. */
    private final Map<StreamId, Long> resetAt = new HashMap<>();

    private boolean isDue;
    private long sentAtNanos;

    ForwardTsn(OutstandingData outstanding) {
        this.outstanding = outstanding;
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

    /** The chunk to send now; covers less than everything when the streams do not fit. */
    ForwardTsnChunk take(long nowNanos, int bytesMax) {
        isDue = false;
        sentAtNanos = nowNanos;
        int streamsMax = Math.min(
                ForwardTsnChunk.ENTRIES_MAX, (bytesMax - ForwardTsnChunk.BASE_BYTES) / ForwardTsnChunk.ENTRY_BYTES);
        Map<StreamId, SentChunk> skipped = new LinkedHashMap<>();
        long newCumulativeTsn = outstanding.cumulativeTsn();
        while (newCumulativeTsn < advancedTsn) {
            SentChunk chunk = outstanding.get(newCumulativeTsn + 1);
            if (chunk != null && chunk.message().isOrdered()) {
                StreamId stream = chunk.message().message().stream();
                if (skipped.size() == streamsMax && !skipped.containsKey(stream)) {
                    break;
                }
                skipped.put(stream, chunk);
            }
            newCumulativeTsn++;
        }
        return new ForwardTsnChunk(Unwrap.wrapTsn(newCumulativeTsn), skippedStreams(skipped, newCumulativeTsn));
    }

    private List<SkippedStream> skippedStreams(Map<StreamId, SentChunk> skipped, long newCumulativeTsn) {
        List<SkippedStream> streams = new ArrayList<>(skipped.size());
        skipped.forEach((stream, last) -> {
            if (!isFromBeforeReset(stream, last, newCumulativeTsn)) {
                streams.add(
                        new SkippedStream(stream, Unwrap.wrapSsn(last.message().ssn())));
            }
        });
        return streams;
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
