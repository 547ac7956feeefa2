package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.core.Nanos;
import io.github.datachannel4j.sctp.core.Timer;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Tsn;

/**
 * Asks for a SACK when none comes (RFC 8985 §7): behind the last packets of a burst nothing follows whose arrival could show that they are
 * lost, so one packet is sent once more, or a new one, long before T3-rtx would expire.
 *
 * <p>Deviates from RFC 8985 §7.2: where the round trip hardly varies, the wait is closer to one round trip than to two, since the last packet of
 * a burst asks for its SACK at once by the I bit.
 */
final class TailLossProbe {
    /** RFC 9260 §6.2 wants 200 ms at most for a delayed SACK; no negotiation tells what the peer has. */
    static final long PEER_SACK_DELAY_NANOS = 200 * Nanos.PER_MILLI;

    /** Below this, a late timer or a pause of the peer's process would look like a loss. */
    private static final long WAIT_NANOS_MIN = 10 * Nanos.PER_MILLI;

    private static final long NO_TSN = OutstandingData.NO_TSN;

    private final Timer timer = new Timer();
    private boolean isDue;
    /** The highest TSN when the probe was sent; {@link #NO_TSN} when none is out. */
    private long endTsn = NO_TSN;
    /** The lowest TSN that the probe repeats; {@link #NO_TSN} when it had new data. */
    private long repeatedTsn = NO_TSN;
    /** No round trip was measured since the last probe; further probes could hide how long it has become (RFC 8985 §7.3). */
    private boolean isRttStale;
    /** Probes were too early: the peer delays its SACKs whatever the I bit says. */
    private boolean isPeerSlow;

    /** What is in flight when the timer is set. */
    enum Flight {
        /** The peer acknowledges it at once. */
        ANSWERED_AT_ONCE,
        /** A lone packet whose SACK the peer may delay. */
        DELAYED
    }

    /** Data has left, or a SACK has moved the cumulative TSN. Waits for T3-rtx instead, if that is sooner. */
    void schedule(long nowNanos, RetransmissionTimeout rto, Flight flight, long t3DeadlineNanos) {
        timer.stop();
        if (endTsn != NO_TSN || isRttStale || rto.srttNanos() == 0) {
            return;
        }
        boolean isDelayed = flight == Flight.DELAYED || isPeerSlow;
        long deadline = nowNanos + waitNanos(rto) + (isDelayed ? PEER_SACK_DELAY_NANOS : 0);
        if (deadline < t3DeadlineNanos) {
            timer.start(deadline, 0);
        }
    }

    private static long waitNanos(RetransmissionTimeout rto) {
        long srtt = rto.srttNanos();
        long steady = srtt + Math.max(4 * rto.rttvarNanos(), srtt / 4);
        return Math.max(WAIT_NANOS_MIN, Math.min(2 * srtt, steady));
    }

    /** What the time of a probe is reckoned from is up to date. */
    void onRoundTripMeasured() {
        isRttStale = false;
    }

    /** Nothing to probe for: everything is acknowledged, or something is waited for that was overtaken. */
    void cancel() {
        timer.stop();
        isDue = false;
    }

    /** T3-rtx has expired, or a loss is being repaired: what the last probe was for is over (RFC 8985 §7.1). */
    void reset() {
        cancel();
        endTsn = NO_TSN;
    }

    /** A probe is to leave at once. */
    void ask() {
        isDue = true;
    }

    /** Whether a probe is to leave, whatever cwnd says. */
    boolean isDue() {
        return isDue;
    }

    /** It has left: new data, or again what begins with this TSN. */
    void onSent(long lowestRepeatedTsn, long highestTsn) {
        isDue = false;
        isRttStale = true;
        endTsn = highestTsn;
        repeatedTsn = lowestRepeatedTsn;
    }

    /** There is nothing that could be sent. */
    void onNothingSent() {
        isDue = false;
    }

    /** Reads what a SACK says about the probe. True when the probe has repaired a loss that nothing else will show (RFC 8985 §7.4.2). */
    boolean repairedLoss(SackChunk sack, long cumulativeTsn) {
        if (endTsn == NO_TSN || cumulativeTsn < endTsn) {
            return false;
        }
        if (repeatedTsn == NO_TSN) {
            endTsn = NO_TSN;
            return false;
        }
        if (reportsRepeated(sack)) {
            endTsn = NO_TSN;
            isPeerSlow = true;
            return false;
        }
        // Only a SACK of later data tells: had the original arrived, too, the duplicate would be known by then.
        if (cumulativeTsn > endTsn) {
            endTsn = NO_TSN;
            return true;
        }
        return false;
    }

    private boolean reportsRepeated(SackChunk sack) {
        for (Tsn tsn : sack.duplicateTsns()) {
            int distance = tsn.value() - (int) repeatedTsn;
            if (distance >= 0 && distance <= endTsn - repeatedTsn) {
                return true;
            }
        }
        return false;
    }

    void advanceTo(long nowNanos) {
        isDue |= timer.expire(nowNanos);
    }

    long nextTimeoutNanos() {
        return timer.deadlineNanos();
    }
}
