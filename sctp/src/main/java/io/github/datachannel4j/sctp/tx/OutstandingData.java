package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.core.Invariant;
import io.github.datachannel4j.sctp.core.SequenceRing;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.tx.SentChunk.Life;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All chunks that have a TSN and are above the peer's cumulative TSN: what is in flight, what is lost, what is given up.
 *
 * <p>Pure bookkeeping. {@link DataSender} decides when something is sent.
 */
final class OutstandingData {
    /** More would be beyond {@link DataSender#REACH}. Half of that leaves room for receivers that keep less. */
    static final int CHUNKS_MAX = 1 << 15;

    /** No chunk has this number. */
    static final long NO_TSN = -1;

    /** A probe looks among so many of the highest TSNs for something that it may repeat. */
    private static final int PROBE_SEARCH_MAX = 64;

    private final TransmissionOrder order = new TransmissionOrder();

    private final SequenceRing<SentChunk> chunks = new SequenceRing<>();
    private long cumulativeTsn;
    private long nextTsn;
    private long flightBytes;
    private int lostCount;
    private int gapAckedCount;
    /** The gap blocks of the latest SACK, counted from {@link #knownFromTsn}: they need not be read again. */
    private List<GapAckBlock> knownBlocks = List.of();

    private long knownFromTsn;
    /** No chunk below this is lost. */
    private long lowestLostTsn;

    private final AbandonPolicy abandonPolicy;

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

    OutstandingData(long initialTsn, AbandonPolicy abandonPolicy) {
        this.nextTsn = initialTsn;
        this.cumulativeTsn = initialTsn - 1;
        this.abandonPolicy = abandonPolicy;
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

    /** The chunks in flight by time. */
    TransmissionOrder order() {
        return order;
    }

    /** Chunks above the cumulative TSN that have arrived. */
    int gapAckedCount() {
        return gapAckedCount;
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
            order.append(chunk);
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
        chunk.sentAgain();
        flightBytes += chunk.wireBytes();
        order.append(chunk);
    }

    /** A chunk that is in flight leaves once more. */
    void probedWith(SentChunk chunk) {
        order.remove(chunk);
        chunk.sentAgain();
        order.append(chunk);
    }

    /** The lowest TSN of a packet's worth of the highest ones that may be repeated; {@link #NO_TSN} when none may. */
    long lowestToProbeWith(long nowNanos, int bytesMax) {
        long stop = Math.max(cumulativeTsn, nextTsn - 1 - PROBE_SEARCH_MAX);
        long lowest = NO_TSN;
        int bytes = 0;
        for (long tsn = nextTsn - 1; tsn > stop; tsn--) {
            SentChunk chunk = chunks.get(tsn);
            if (chunk != null && chunk.mayBeProbedWith(nowNanos)) {
                bytes += chunk.wireBytes();
                if (bytes > bytesMax) {
                    break;
                }
                lowest = tsn;
            } else if (lowest != NO_TSN) {
                break;
            }
        }
        return lowest;
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

    /** Takes a plausible SACK into account that is not older than the last one. Returns the wire bytes that it is the first to acknowledge. */
    long acknowledge(SackChunk sack, long cumulativeAck, DeliveryListener listener) {
        long ackedBytes = 0;
        while (cumulativeTsn < cumulativeAck) {
            cumulativeTsn++;
            SentChunk chunk = chunks.get(cumulativeTsn);
            Invariant.check(chunk != null, "every TSN above the cumulative one has its chunk");
            if (chunk != null) {
                ackedBytes += deliver(chunk, listener);
                gapAckedCount -= chunk.life() == Life.GAP_ACKED ? 1 : 0;
            }
        }
        chunks.removeBelow(cumulativeTsn + 1);
        ackedBytes += acknowledgeGaps(sack.gapAckBlocks(), listener);
        knownBlocks = sack.gapAckBlocks();
        knownFromTsn = cumulativeTsn;
        return ackedBytes;
    }

    /** Reads what the SACK before did not say, so that the work is in what is new and not in how far a loss lies back. */
    private long acknowledgeGaps(List<GapAckBlock> blocks, DeliveryListener listener) {
        long ackedBytes = 0;
        int known = 0;
        for (int i = 0; i < blocks.size(); i++) {
            long tsn = cumulativeTsn + blocks.get(i).start();
            long end = cumulativeTsn + blocks.get(i).end();
            while (tsn <= end) {
                while (known < knownBlocks.size()
                        && knownFromTsn + knownBlocks.get(known).end() < tsn) {
                    known++;
                }
                if (known < knownBlocks.size()
                        && knownFromTsn + knownBlocks.get(known).start() <= tsn) {
                    tsn = knownFromTsn + knownBlocks.get(known).end() + 1;
                } else {
                    ackedBytes += acknowledgeGap(tsn, listener);
                    tsn++;
                }
            }
        }
        return ackedBytes;
    }

    private long acknowledgeGap(long tsn, DeliveryListener listener) {
        SentChunk chunk = chunks.get(tsn);
        long bytes = chunk == null ? 0 : deliver(chunk, listener);
        if (chunk != null && bytes > 0) {
            chunk.become(Life.GAP_ACKED);
            gapAckedCount++;
        }
        return bytes;
    }

    private long deliver(SentChunk chunk, DeliveryListener listener) {
        if (!leaveFlight(chunk)) {
            return 0;
        }
        listener.onDelivered(chunk);
        return chunk.wireBytes();
    }

    /** True when the chunk was neither acknowledged nor given up before. */
    private boolean leaveFlight(SentChunk chunk) {
        switch (chunk.life()) {
            case IN_FLIGHT -> {
                flightBytes -= chunk.wireBytes();
                order.remove(chunk);
            }
            case LOST -> lostCount--;
            case GAP_ACKED, ABANDONED -> {
                return false;
            }
        }
        return true;
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
                gapAckedCount--;
                becomeLost(chunk);
            }
        }
        knownBlocks = List.of();
    }

    /** What is lost and was not sent again yet is in flight after all: T3-rtx has expired too early. */
    void takeBackLosses() {
        for (long tsn = nextTsn - 1; tsn > cumulativeTsn && lostCount > 0; tsn--) {
            SentChunk chunk = chunks.get(tsn);
            if (chunk != null && chunk.life() == Life.LOST) {
                chunk.become(Life.IN_FLIGHT);
                lostCount--;
                flightBytes += chunk.wireBytes();
                order.prepend(chunk);
            }
        }
    }

    /** This chunk in flight is lost. */
    void lose(SentChunk chunk) {
        flightBytes -= chunk.wireBytes();
        order.remove(chunk);
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
            gapAckedCount -= fragment.life() == Life.GAP_ACKED ? 1 : 0;
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
