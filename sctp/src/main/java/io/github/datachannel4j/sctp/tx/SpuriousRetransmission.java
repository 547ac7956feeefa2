package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds out that nothing was lost. Two proofs: the peer reports each chunk that was sent again as a duplicate (RFC 3708, with duplicate TSNs
 * for DSACK); or, after T3-rtx, a SACK acknowledges what has not been sent again yet (F-RTO, RFC 5682 §3).
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
    private boolean isOriginalAcked;
    private long duplicates;

    /** Chunks that the peer has got twice because they were sent again. */
    long count() {
        return duplicates;
    }

    /** A recovery begins whose reaction might have to be taken back. */
    void begin(CongestionControl.Recovery recovery) {
        isWatching = true;
        hasDuplicate = false;
        isOriginalAcked = false;
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

    /** A chunk is acknowledged that was taken for lost and not sent again. */
    void onLostDelivered() {
        isOriginalAcked = sacksLeft > 0;
    }

    /** Reads the duplicates. True when the peer has got something twice that it was sent twice. */
    boolean readDuplicates(SackChunk sack) {
        boolean found = false;
        for (Tsn tsn : sack.duplicateTsns()) {
            if (repeated.remove(tsn.value())) {
                found = true;
                duplicates++;
            }
        }
        hasDuplicate |= found;
        return found;
    }

    /** After a SACK: whether T3-rtx has expired for nothing. */
    boolean isTimeoutSpurious() {
        boolean isSpurious = isWatching && isOriginalAcked;
        sacksLeft = Math.max(0, sacksLeft - 1);
        isOriginalAcked = false;
        return isSpurious && end();
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
