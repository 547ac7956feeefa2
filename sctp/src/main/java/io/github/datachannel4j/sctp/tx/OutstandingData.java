package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.core.Invariant;
import io.github.datachannel4j.sctp.core.SequenceRing;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.tx.CongestionControl.Recovery;
import io.github.datachannel4j.sctp.tx.SentChunk.Life;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All chunks that have a TSN and are above the peer's cumulative TSN: what is in flight, what is lost, what is given up.
 *
 * <p>Pure bookkeeping. {@link DataSender} decides when something is sent.
 */
final class OutstandingData {
    /**
     * More would be beyond what a SACK can say: its gap blocks count from the cumulative TSN in 16 bits. Half of that leaves room for
     * receivers that keep less.
     */
    static final int CHUNKS_MAX = 1 << 15;

    /** RFC 9260 §7.2.4. */
    private static final int MISSING_REPORTS_MAX = 3;

    private final SequenceRing<SentChunk> chunks = new SequenceRing<>();
    private long cumulativeTsn;
    private long nextTsn;
    private long flightBytes;
    private int lostCount;
    /** No chunk below this is lost. */
    private long lowestLostTsn;

    private final AbandonPolicy abandonPolicy;
    private final DeliveryListener deliveryListener;

    /** Decides whether a lost chunk's message is given up instead of being sent again, and gives up its unsent rest. */
    interface AbandonPolicy {
        boolean isGivenUp(SentChunk lost);

        /** The unsent rest, if there is one, will not be sent; true when there was one. */
        boolean giveUpRest(QueuedMessage message);
    }

    /** Is told each chunk that a SACK acknowledges for the first time. */
    interface DeliveryListener {
        void onDelivered(SentChunk chunk);
    }

    /** What one SACK has changed. */
    record Acknowledgement(long ackedBytes, boolean isCumulativeAdvanced, int newlyLost, long lostBytes) {}

    OutstandingData(long initialTsn, AbandonPolicy abandonPolicy, DeliveryListener deliveryListener) {
        this.nextTsn = initialTsn;
        this.cumulativeTsn = initialTsn - 1;
        this.abandonPolicy = abandonPolicy;
        this.deliveryListener = deliveryListener;
    }

    long cumulativeTsn() {
        return cumulativeTsn;
    }

    /** The TSN that the next new chunk gets. */
    long nextTsn() {
        return nextTsn;
    }

    /** Wire bytes of the chunks that are in flight. */
    long flightBytes() {
        return flightBytes;
    }

    /** Chunks not covered by the cumulative TSN, those given up included. */
    int count() {
        return (int) (nextTsn - 1 - cumulativeTsn);
    }

    boolean isEmpty() {
        return nextTsn - 1 == cumulativeTsn;
    }

    boolean hasLost() {
        return lostCount > 0;
    }

    /** The chunk with this TSN; null when it is not outstanding. */
    @Nullable
    SentChunk get(long tsn) {
        return chunks.get(tsn);
    }

    /** Nothing is outstanding, and the numbers go on from here: on the line without end that is always ahead. */
    void beginAgainAt(Tsn next) {
        Invariant.check(isEmpty(), "nothing is outstanding when TSNs begin again");
        nextTsn += Integer.toUnsignedLong(next.value() - (int) nextTsn);
        cumulativeTsn = nextTsn - 1;
    }

    // ---- sending

    void add(SentChunk chunk) {
        Invariant.check(chunk.tsn() == nextTsn, "TSNs are consecutive");
        chunks.put(nextTsn, chunk);
        nextTsn++;
        if (chunk.life() == Life.IN_FLIGHT) {
            flightBytes += chunk.wireBytes();
        }
    }

    /** The lost chunk to send first, or null when nothing is lost. */
    @Nullable
    SentChunk firstLost() {
        if (lostCount == 0) {
            return null;
        }
        long tsn = Math.max(lowestLostTsn, cumulativeTsn + 1);
        while (tsn < nextTsn) {
            SentChunk chunk = chunks.get(tsn);
            if (chunk != null && chunk.life() == Life.LOST) {
                lowestLostTsn = tsn;
                return chunk;
            }
            tsn++;
        }
        Invariant.check(false, "the count of lost chunks is right");
        return null;
    }

    void sentAgain(SentChunk chunk) {
        lostCount--;
        chunk.sentAgain(nextTsn);
        flightBytes += chunk.wireBytes();
    }

    // ---- acknowledgements

    /** Whether the SACK speaks of nothing that was never sent. */
    boolean isPlausible(SackChunk sack, long cumulativeAck) {
        List<GapAckBlock> blocks = sack.gapAckBlocks();
        long highest = blocks.isEmpty()
                ? cumulativeAck
                : cumulativeAck + blocks.getLast().end();
        return highest < nextTsn;
    }

    /** Takes a plausible SACK into account that is not older than the last one. */
    Acknowledgement acknowledge(SackChunk sack, long cumulativeAck, Recovery recovery) {
        boolean isAdvanced = cumulativeAck > cumulativeTsn;
        long ackedBytes = 0;
        long highestNewTsn = cumulativeTsn;
        while (cumulativeTsn < cumulativeAck) {
            cumulativeTsn++;
            SentChunk chunk = chunks.get(cumulativeTsn);
            Invariant.check(chunk != null, "every TSN above the cumulative one has its chunk");
            if (chunk != null && leaveFlight(chunk)) {
                deliveryListener.onDelivered(chunk);
                ackedBytes += chunk.wireBytes();
                highestNewTsn = cumulativeTsn;
            }
        }
        chunks.removeBelow(cumulativeTsn + 1);
        List<GapAckBlock> blocks = sack.gapAckBlocks();
        for (int i = 0; i < blocks.size(); i++) {
            GapAckBlock block = blocks.get(i);
            for (long tsn = cumulativeTsn + block.start(); tsn <= cumulativeTsn + block.end(); tsn++) {
                SentChunk chunk = chunks.get(tsn);
                if (chunk != null && leaveFlight(chunk)) {
                    chunk.become(Life.GAP_ACKED);
                    deliveryListener.onDelivered(chunk);
                    ackedBytes += chunk.wireBytes();
                    highestNewTsn = tsn;
                }
            }
        }
        long flightBefore = flightBytes;
        int lost = countMissing(blocks, highestNewTsn, isAdvanced, recovery);
        return new Acknowledgement(ackedBytes, isAdvanced, lost, flightBefore - flightBytes);
    }

    /** True when the chunk was neither acknowledged nor given up before. */
    private boolean leaveFlight(SentChunk chunk) {
        switch (chunk.life()) {
            case IN_FLIGHT -> flightBytes -= chunk.wireBytes();
            case LOST -> lostCount--;
            case GAP_ACKED, ABANDONED -> {
                return false;
            }
        }
        return true;
    }

    /** Counts missing reports by the rule "highest TSN newly acknowledged" (RFC 9260 §7.2.4). */
    private int countMissing(
            List<GapAckBlock> blocks, long highestNewTsn, boolean isCumulativeAdvanced, Recovery recovery) {
        if (blocks.isEmpty()) {
            return 0;
        }
        boolean countsAll = recovery == Recovery.FAST_RECOVERY && isCumulativeAdvanced;
        long reportedTo = countsAll ? cumulativeTsn + blocks.getLast().end() : highestNewTsn;
        int lost = 0;
        for (long tsn = cumulativeTsn + 1; tsn < reportedTo; tsn++) {
            SentChunk chunk = chunks.get(tsn);
            if (chunk != null
                    && chunk.life() == Life.IN_FLIGHT
                    && chunk.isReportedMissing(reportedTo, MISSING_REPORTS_MAX)) {
                lose(chunk);
                lost++;
            }
        }
        return lost;
    }

    // ---- losses

    /** T3-rtx has expired: everything in flight is taken for lost (RFC 9260 §6.3.3 E3). */
    void loseAll() {
        takeBackRenegedAcks();
        for (long tsn = cumulativeTsn + 1; tsn < nextTsn; tsn++) {
            SentChunk chunk = chunks.get(tsn);
            if (chunk != null && chunk.life() == Life.IN_FLIGHT) {
                lose(chunk);
            }
        }
        Invariant.check(flightBytes == 0, "nothing is in flight when everything is lost");
    }

    /**
     * A peer may take back what its gap blocks said (RFC 9260 §6.2.1). Had it not, the lowest chunk could not be gap-acked: its
     * cumulative TSN would have passed it.
     */
    private void takeBackRenegedAcks() {
        SentChunk lowest = chunks.get(cumulativeTsn + 1);
        if (lowest == null || lowest.life() != Life.GAP_ACKED) {
            return;
        }
        for (long tsn = cumulativeTsn + 1; tsn < nextTsn; tsn++) {
            SentChunk chunk = chunks.get(tsn);
            if (chunk != null && chunk.life() == Life.GAP_ACKED) {
                becomeLost(chunk);
            }
        }
    }

    private void lose(SentChunk chunk) {
        flightBytes -= chunk.wireBytes();
        becomeLost(chunk);
        if (abandonPolicy.isGivenUp(chunk)) {
            abandon(chunk.message());
        }
    }

    private void becomeLost(SentChunk chunk) {
        chunk.become(Life.LOST);
        lostCount++;
        lowestLostTsn = lostCount == 1 ? chunk.tsn() : Math.min(lowestLostTsn, chunk.tsn());
    }

    /** Gives up a whole message: all its fragments here, and the rest that is not sent (RFC 3758 §3.5). */
    void abandon(QueuedMessage message) {
        SentChunk fragment = chunks.get(message.latestTsn());
        while (fragment != null) {
            leaveFlight(fragment);
            fragment.become(Life.ABANDONED);
            fragment = chunks.get(fragment.previousTsn());
        }
        abandonRest(message);
    }

    private void abandonRest(QueuedMessage message) {
        if (abandonPolicy.giveUpRest(message)) {
            add(SentChunk.abandonedRest(nextTsn, message));
        }
    }
}
