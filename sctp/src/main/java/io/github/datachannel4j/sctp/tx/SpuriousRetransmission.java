package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.packet.SackChunk;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds out that nothing was lost. Two proofs: the peer reports each chunk that was sent again as a duplicate (RFC 3708, with duplicate TSNs
 * for DSACK); or, after T3-rtx, the first two SACKs acknowledge what was sent before it (F-RTO, RFC 5682 §3).
 *
 * <p>F-RTO sends new data after the first SACK, so that the second one cannot speak of repetitions. RFC 9260 §6.1 C wants what is lost to be
 * sent first, so here it is known of each chunk whether it was sent again and, by the time it took, which transmission has arrived.
 */
final class SpuriousRetransmission {
    /** A recovery that sends more than this again had a real loss. */
    private static final int RETRANSMISSIONS_MAX = 1024;

    /** F-RTO: only so many SACKs after T3-rtx can tell. */
    private static final int SACKS_MAX = 2;

    /** TSNs (their low 32 bits) sent again in this recovery and not reported as duplicates. */
    private final Set<Integer> repeated = new HashSet<>();

    private boolean isWatching;
    private boolean hasDuplicate;
    private int sacksLeft;
    /** The lowest chunk was acknowledged since T3-rtx: without that, it at least is lost. */
    private boolean hasAdvanced;
    /** This SACK acknowledges what was not sent again. */
    private boolean isOriginalAcked;
    /** This SACK acknowledges what was sent again, which may have filled the hole in front of everything else that it acknowledges. */
    private boolean isRepetitionAcked;
    /** This SACK comes sooner after a repetition than any round trip takes. */
    private boolean isTooSoon;

    private long duplicates;

    /** Chunks that the peer has got twice because they were sent again. */
    long count() {
        return duplicates;
    }

    /** A recovery begins whose reaction might have to be taken back. */
    void begin(CongestionControl.Recovery recovery) {
        isWatching = true;
        hasDuplicate = false;
        hasAdvanced = false;
        forgetSack();
        repeated.clear();
        sacksLeft = recovery == CongestionControl.Recovery.TIMEOUT_RECOVERY ? SACKS_MAX : 0;
    }

    void onSentAgain(long tsn) {
        if (repeated.size() < RETRANSMISSIONS_MAX) {
            repeated.add((int) tsn);
        } else {
            isWatching = false;
        }
    }

    /** A SACK acknowledges this chunk for the first time, after so long. */
    void onDelivered(SentChunk chunk, long rttNanos, long minRttNanos) {
        if (sacksLeft == 0) {
            // Nobody asks, and a search for each chunk of a long flow would cost more than it.
            return;
        }
        if (chunk.life() == SentChunk.Life.LOST) {
            isOriginalAcked = true;
        } else if (repeated.contains((int) chunk.tsn())) {
            isRepetitionAcked = true;
            isTooSoon |= rttNanos < minRttNanos;
        }
    }

    /** Reads the duplicates. True when the peer has got something twice that it was sent twice. */
    boolean readDuplicates(SackChunk sack) {
        boolean found = false;
        for (int i = 0; i < sack.duplicateTsns().size(); i++) {
            if (repeated.remove(sack.duplicateTsns().get(i).value())) {
                found = true;
                duplicates++;
            }
        }
        hasDuplicate |= found;
        return found;
    }

    /** After a SACK that has moved the cumulative TSN or not: whether T3-rtx has expired for nothing. */
    boolean isTimeoutSpurious(boolean isAdvanced) {
        hasAdvanced |= isAdvanced;
        boolean isProof = isTooSoon || (isOriginalAcked && !isRepetitionAcked);
        boolean isSpurious = isWatching && sacksLeft > 0 && hasAdvanced && isProof;
        sacksLeft = Math.max(0, sacksLeft - 1);
        forgetSack();
        return isSpurious && end();
    }

    private void forgetSack() {
        isOriginalAcked = false;
        isRepetitionAcked = false;
        isTooSoon = false;
    }

    /** Whether everything that was sent again had arrived before. */
    boolean isAllDuplicate() {
        return isWatching && hasDuplicate && repeated.isEmpty() && end();
    }

    private boolean end() {
        isWatching = false;
        return true;
    }
}
