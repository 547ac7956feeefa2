package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.core.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Recent acknowledgement (RFC 8985 §6): a chunk is lost when one that was sent sufficiently later has arrived. "Sufficiently" is the
 * reordering window: nothing until reordering is seen, then a part of the round trip that grows while the peer reports duplicates.
 */
final class Rack {
    /** DupThresh: before reordering is seen, so many chunks that overtook another say at once that it is lost. */
    private static final int OVERTAKING_CHUNKS_MAX = 3;

    /** RFC 8985 §6.2 step 4: a widened window is kept for so many recoveries without duplicates. */
    private static final int WIDENED_RECOVERIES = 16;

    /** The window is capped by a smoothed round trip anyway; more than this only would count. */
    private static final int WIDENING_MAX = 1_000;

    private static final long NO_TSN = -1;

    private final OutstandingData outstanding;
    private final RetransmissionTimeout rto;
    private final Timer timer = new Timer();

    /** The chunk sent last of all that have arrived: which transmission, and how long it took. */
    private long latestTransmission;

    private long latestRttNanos;
    private long highestDeliveredTsn = NO_TSN;
    private long reorderings;
    private int widening = 1;
    private int widenedRecoveries;
    /** Duplicates widen the window once in a round trip: not again until this TSN is acknowledged (RFC 8985 §6.2 step 4). */
    private long wideningRoundEndTsn = NO_TSN;

    Rack(OutstandingData outstanding, RetransmissionTimeout rto) {
        this.outstanding = outstanding;
        this.rto = rto;
    }

    /** How often a chunk that was sent once has arrived after one that was sent later. */
    long reorderings() {
        return reorderings;
    }

    void onDelivered(long nowNanos, SentChunk chunk) {
        noteReordering(chunk);
        if (chunk.isAnswerToEarlier(nowNanos, rto.minRttNanos())) {
            return;
        }
        if (chunk.transmissionNumber > latestTransmission) {
            latestTransmission = chunk.transmissionNumber;
            latestRttNanos = nowNanos - chunk.sentAtNanos();
        }
    }

    private void noteReordering(SentChunk chunk) {
        if (chunk.tsn() > highestDeliveredTsn) {
            highestDeliveredTsn = chunk.tsn();
        } else if (chunk.transmissions() == 1) {
            reorderings++;
        }
    }

    /** The peer has got something twice, so something was taken for lost too early. */
    void onDuplicates() {
        if (wideningRoundEndTsn != NO_TSN && outstanding.cumulativeTsn() < wideningRoundEndTsn) {
            return;
        }
        wideningRoundEndTsn = outstanding.nextTsn() - 1;
        widening = Math.min(widening + 1, WIDENING_MAX);
        widenedRecoveries = WIDENED_RECOVERIES;
    }

    void onRecoveryEnded() {
        widenedRecoveries--;
        if (widenedRecoveries <= 0) {
            widening = 1;
        }
    }

    /** Takes for lost what is; the timer then runs until the next chunk would be. Returns how many chunks. */
    int detectLosses(long nowNanos, boolean isRecovering) {
        timer.stop();
        long waitNanos = latestRttNanos + reorderingWindowNanos(isRecovering);
        int lost = 0;
        SentChunk chunk;
        while ((chunk = overtaken()) != null) {
            long dueNanos = chunk.sentAtNanos() + waitNanos;
            if (dueNanos > nowNanos) {
                timer.start(dueNanos, 0);
                break;
            }
            outstanding.lose(chunk);
            lost++;
        }
        return lost;
    }

    /** The longest in flight, if one that was sent later has arrived. */
    private @Nullable SentChunk overtaken() {
        SentChunk chunk = outstanding.order().first();
        return chunk != null && chunk.transmissionNumber < latestTransmission ? chunk : null;
    }

    private long reorderingWindowNanos(boolean isRecovering) {
        if (reorderings == 0 && (isRecovering || outstanding.gapAckedCount() >= OVERTAKING_CHUNKS_MAX)) {
            return 0;
        }
        return Math.min(widening * (rto.minRttNanos() / 4), rto.srttNanos());
    }

    /** Whether {@link #detectLosses} is due by time. */
    boolean expire(long nowNanos) {
        return timer.expire(nowNanos);
    }

    void stop() {
        timer.stop();
    }

    long nextTimeoutNanos() {
        return timer.deadlineNanos();
    }
}
