package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.core.Timer;
import io.github.datachannel4j.sctp.tx.OutgoingStreams;
import io.github.datachannel4j.sctp.tx.ResetOutcome;
import io.github.datachannel4j.sctp.tx.RetransmissionTimeout;

/**
 * Keeps new messages back while either end wants to reset the whole association (RFC 6525 §5.1.4, §5.2.4): what is under way when all
 * numbers change would be lost. Ends when no wish is left.
 */
final class AssociationResetHold {
    /** A peer that has asked and does not ask again is waited for so many RTO.Max. */
    private static final int PEER_RTOS = 20;

    private final OutgoingStreams streams;
    private final RetransmissionTimeout rto;
    private int ourWishes;
    /** Runs while the peer is expected to ask again. */
    private final Timer peersWish = new Timer();

    AssociationResetHold(OutgoingStreams streams, RetransmissionTimeout rto) {
        this.streams = streams;
        this.rto = rto;
    }

    void beginForUs() {
        ourWishes++;
        streams.holdAll();
    }

    void beginForPeer(long nowNanos) {
        peersWish.start(nowNanos, PEER_RTOS * rto.rtoMaxNanos());
        streams.holdAll();
    }

    void performedForUs() {
        ourWishes--;
        performed();
    }

    /** As the wishes of ours that still wait would have it. */
    void performedForPeer() {
        ourWishes = 0;
        performed();
    }

    /** What the peer has asked for meanwhile it will ask again, or it is content with this one. */
    private void performed() {
        peersWish.stop();
        streams.releaseAll(ResetOutcome.PERFORMED);
        if (ourWishes > 0) {
            streams.holdAll();
        }
    }

    void refusedToUs() {
        ourWishes--;
        releaseUnlessWanted();
    }

    private void releaseUnlessWanted() {
        if (ourWishes == 0 && !peersWish.isRunning()) {
            streams.releaseAll(ResetOutcome.REFUSED);
        }
    }

    /** Whether the peer was told to wait. */
    boolean isForPeer() {
        return peersWish.isRunning();
    }

    /** True when the peer has not asked again in time. */
    boolean expire(long nowNanos) {
        boolean isExpired = peersWish.expire(nowNanos);
        if (isExpired) {
            releaseUnlessWanted();
        }
        return isExpired;
    }

    long nextTimeoutNanos() {
        return peersWish.deadlineNanos();
    }
}
