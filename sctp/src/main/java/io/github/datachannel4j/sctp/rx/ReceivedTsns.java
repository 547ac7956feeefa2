package io.github.datachannel4j.sctp.rx;

import io.github.datachannel4j.sctp.core.Unwrap;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which TSNs have arrived: all up to the cumulative one, and a bit for each above it. */
final class ReceivedTsns {
    /** Gap blocks count from the cumulative TSN in 16 bits: what lies beyond could not be acknowledged. */
    static final int SPAN_MAX = 0xFFFF;

    /** A SACK should leave more than half of a packet to DATA; what comes later is told later. */
    static final int GAP_BLOCKS_MAX = 128;

    /** The sender only counts them; more than a few say nothing new. */
    private static final int DUPLICATES_MAX = 20;

    private static final int WORDS_INITIAL = 4;
    private static final int WORDS_MAX = (SPAN_MAX + 1) / Long.SIZE;

    private long cumulativeTsn;
    private long highestTsn;
    /** One bit for each TSN at {@code tsn mod size}; bits outside (cumulative, highest] are zero. */
    private long[] words = new long[WORDS_INITIAL];

    private final List<Tsn> duplicates = new ArrayList<>();

    /** What a TSN is to us. */
    enum Arrival {
        NEW,
        DUPLICATE,
        /** Too far ahead to keep account of. */
        BEYOND
    }

    ReceivedTsns(long initialTsn) {
        cumulativeTsn = initialTsn - 1;
        highestTsn = cumulativeTsn;
    }

    long cumulativeTsn() {
        return cumulativeTsn;
    }

    boolean hasGaps() {
        return highestTsn > cumulativeTsn;
    }

    Arrival classify(long tsn) {
        if (tsn - cumulativeTsn > SPAN_MAX) {
            return Arrival.BEYOND;
        }
        boolean hasArrived = tsn <= cumulativeTsn || (tsn <= highestTsn && bit(tsn));
        return hasArrived ? Arrival.DUPLICATE : Arrival.NEW;
    }

    /** A TSN classified as new has arrived. */
    void add(long tsn) {
        if (tsn == cumulativeTsn + 1 && !hasGaps()) {
            cumulativeTsn = tsn;
            highestTsn = tsn;
            return;
        }
        growFor(tsn);
        words[word(tsn)] |= 1L << tsn;
        highestTsn = Math.max(highestTsn, tsn);
        advanceOverArrived();
    }

    /** The sender has given up everything up to this TSN. */
    void skipTo(long newCumulativeTsn) {
        if (newCumulativeTsn >= highestTsn) {
            Arrays.fill(words, 0);
            cumulativeTsn = newCumulativeTsn;
            highestTsn = newCumulativeTsn;
            return;
        }
        while (cumulativeTsn < newCumulativeTsn) {
            cumulativeTsn++;
            clearBit(cumulativeTsn);
        }
        advanceOverArrived();
    }

    private void advanceOverArrived() {
        while (cumulativeTsn < highestTsn && bit(cumulativeTsn + 1)) {
            cumulativeTsn++;
            clearBit(cumulativeTsn);
        }
    }

    void addDuplicate(long tsn) {
        if (duplicates.size() < DUPLICATES_MAX) {
            duplicates.add(Unwrap.wrapTsn(tsn));
        }
    }

    /** The duplicates since the last call. */
    List<Tsn> takeDuplicates() {
        if (duplicates.isEmpty()) {
            return List.of();
        }
        List<Tsn> taken = List.copyOf(duplicates);
        duplicates.clear();
        return taken;
    }

    /** The runs of TSNs above the cumulative one, lowest first. */
    List<GapAckBlock> gapBlocks(int blocksMax) {
        if (!hasGaps()) {
            return List.of();
        }
        int stop = Math.min(blocksMax, GAP_BLOCKS_MAX);
        List<GapAckBlock> blocks = new ArrayList<>();
        long tsn = cumulativeTsn + 1;
        while (tsn <= highestTsn && blocks.size() < stop) {
            long start = nextWith(true, tsn);
            long end = nextWith(false, start);
            blocks.add(new GapAckBlock((int) (start - cumulativeTsn), (int) (end - 1 - cumulativeTsn)));
            tsn = end;
        }
        return blocks;
    }

    /** The first TSN from here on whose bit has this value, or the one after the highest. */
    private long nextWith(boolean value, long fromTsn) {
        long tsn = fromTsn;
        while (tsn <= highestTsn) {
            long bits = words[word(tsn)];
            long candidates = (value ? bits : ~bits) >>> tsn;
            if (candidates != 0) {
                return Math.min(tsn + Long.numberOfTrailingZeros(candidates), highestTsn + 1);
            }
            tsn = (tsn | (Long.SIZE - 1)) + 1;
        }
        return highestTsn + 1;
    }

    private boolean bit(long tsn) {
        return (words[word(tsn)] & (1L << tsn)) != 0;
    }

    private void clearBit(long tsn) {
        words[word(tsn)] &= ~(1L << tsn);
    }

    private int word(long tsn) {
        return (int) (tsn >> 6) & (words.length - 1);
    }

    private void growFor(long tsn) {
        // One word more than the span, since the span may begin in the middle of a word.
        long wordsNeeded = (tsn - cumulativeTsn) / Long.SIZE + 2;
        if (wordsNeeded <= words.length) {
            return;
        }
        int length = words.length;
        while (length < wordsNeeded) {
            length *= 2;
        }
        long[] larger = new long[Math.min(length, 2 * WORDS_MAX)];
        for (long word = cumulativeTsn >> 6; word <= highestTsn >> 6; word++) {
            larger[(int) word & (larger.length - 1)] = words[(int) word & (words.length - 1)];
        }
        words = larger;
    }
}
