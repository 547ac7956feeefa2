package io.github.datachannel4j.sctp.rx;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.packet.IDataChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fragments of one interleaved message, by their fragment numbers. Fragments nearly always come in order, so those are only appended. */
final class PartialMessage {
    private static final long UNKNOWN = Long.MAX_VALUE;

    /** Who needs several fragments needs some; most messages have one and never come here. */
    private static final int FRAGMENTS_EXPECTED = 16;

    private final List<Bytes> inOrder = new ArrayList<>(FRAGMENTS_EXPECTED);
    /** Fragments that others are missing before; null while there are none. */
    private @Nullable TreeMap<Long, Bytes> ahead;

    private long lastFsn = UNKNOWN;
    private Ppid ppid = Ppid.UNSPECIFIED;
    private int payloadBytes;
    private int chunkCount;

    /** False when the fragment contradicts the others: no message could be made of both. */
    boolean add(IDataChunk chunk) {
        long fsn = chunk.fsn();
        if (contradicts(chunk, fsn)) {
            return false;
        }
        if (chunk.isBeginning()) {
            ppid = chunk.ppid();
        }
        if (chunk.isEnding()) {
            lastFsn = fsn;
        }
        payloadBytes += chunk.payload().length();
        chunkCount++;
        if (fsn == inOrder.size()) {
            inOrder.add(chunk.payload());
            appendWhatWaited();
        } else {
            if (ahead == null) {
                ahead = new TreeMap<>();
            }
            ahead.put(fsn, chunk.payload());
        }
        return true;
    }

    private boolean contradicts(IDataChunk chunk, long fsn) {
        boolean isDouble = fsn < inOrder.size() || (ahead != null && ahead.containsKey(fsn));
        boolean isBeyondEnd = fsn > lastFsn;
        boolean endsTooEarly = chunk.isEnding() && (lastFsn != UNKNOWN || (ahead != null && ahead.lastKey() > fsn));
        boolean isFirstWithoutSayingSo = fsn == 0 && !chunk.isBeginning();
        return isDouble || isBeyondEnd || endsTooEarly || isFirstWithoutSayingSo;
    }

    private void appendWhatWaited() {
        if (ahead == null) {
            return;
        }
        while (!ahead.isEmpty() && ahead.firstKey() == inOrder.size()) {
            inOrder.add(ahead.pollFirstEntry().getValue());
        }
        if (ahead.isEmpty()) {
            ahead = null;
        }
    }

    boolean isComplete() {
        return inOrder.size() - 1L == lastFsn;
    }

    Ppid ppid() {
        return ppid;
    }

    int payloadBytes() {
        return payloadBytes;
    }

    int chunkCount() {
        return chunkCount;
    }

    /** The whole payload of a complete message; not copied when it is one piece. */
    Bytes payload() {
        if (inOrder.size() == 1) {
            return inOrder.getFirst();
        }
        byte[] whole = new byte[payloadBytes];
        int at = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            Bytes piece = inOrder.get(i);
            piece.copyTo(whole, at);
            at += piece.length();
        }
        return Bytes.wrap(whole);
    }
}
