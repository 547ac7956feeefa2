package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.tx.CongestionControl.Recovery;

/** What one SACK says about the path. One object for each association, filled anew for each SACK, so that SACKs make no garbage. */
public final class AcknowledgementSample {
    /** {@link #rttNanos}: nothing was acknowledged that tells. */
    public static final long NO_RTT = -1;

    private long nowNanos;
    private long ackedBytes;
    private long ackedSometimeBytes;
    private long lostBytes;
    private long flightBeforeBytes;
    private long flightAfterBytes;
    private boolean isCumulativeAdvanced;
    private Recovery recovery = Recovery.NONE;
    private long rttNanos = NO_RTT;
    private long minRttNanos;
    private long srttNanos;
    private long deliveredBytes;
    private long priorDeliveredBytes;
    private long deliveryRate;
    private boolean isAppLimited;
    private boolean isRoundStart;

    // ---- filling

    AcknowledgementSample at(long now, long flightBytes, Recovery state) {
        nowNanos = now;
        flightBeforeBytes = flightBytes;
        recovery = state;
        return this;
    }

    AcknowledgementSample flight(long acked, long lost, long flightBytes) {
        ackedBytes = acked;
        lostBytes = lost;
        flightAfterBytes = flightBytes;
        return this;
    }

    AcknowledgementSample sometime(long ofAckedBytes) {
        ackedSometimeBytes = ofAckedBytes;
        return this;
    }

    AcknowledgementSample cumulativeAdvanced(boolean isAdvanced) {
        isCumulativeAdvanced = isAdvanced;
        return this;
    }

    AcknowledgementSample roundTrip(long latestNanos, long minNanos, long smoothedNanos) {
        rttNanos = latestNanos;
        minRttNanos = minNanos;
        srttNanos = smoothedNanos;
        return this;
    }

    AcknowledgementSample delivery(DeliveryRate rate) {
        deliveredBytes = rate.deliveredBytes();
        priorDeliveredBytes = rate.priorDeliveredBytes();
        deliveryRate = rate.bytesPerSecond();
        isAppLimited = rate.isAppLimited();
        isRoundStart = rate.isRoundStart();
        return this;
    }

    // ---- reading

    public long nowNanos() {
        return nowNanos;
    }

    /** Acknowledged for the first time, by gap blocks too. */
    public long ackedBytes() {
        return ackedBytes;
    }

    /** The part of them that was taken for lost or left on another path: nobody knows when it arrived. */
    public long ackedSometimeBytes() {
        return ackedSometimeBytes;
    }

    /** Found lost by this SACK. */
    public long lostBytes() {
        return lostBytes;
    }

    /** In flight before this SACK. */
    public long flightBeforeBytes() {
        return flightBeforeBytes;
    }

    /** In flight now, without what is acknowledged or lost. */
    public long flightAfterBytes() {
        return flightAfterBytes;
    }

    public boolean isCumulativeAdvanced() {
        return isCumulativeAdvanced;
    }

    /** The state before this SACK. */
    public Recovery recovery() {
        return recovery;
    }

    /** Of the latest chunk acknowledged, if it was sent only once (Karn); else {@link #NO_RTT}. */
    public long rttNanos() {
        return rttNanos;
    }

    /** The shortest since the association was made; 0 before the first. */
    public long minRttNanos() {
        return minRttNanos;
    }

    /** Smoothed; 0 before the first. */
    public long srttNanos() {
        return srttNanos;
    }

    /** All bytes acknowledged since the association was made. */
    public long deliveredBytes() {
        return deliveredBytes;
    }

    /** {@link #deliveredBytes} when the latest chunk acknowledged now was sent; that of an earlier SACK if this one does not tell. */
    public long priorDeliveredBytes() {
        return priorDeliveredBytes;
    }

    /** Delivery rate in bytes per second over about the last round trip; 0 when this SACK gives none. */
    public long deliveryRate() {
        return deliveryRate;
    }

    /** Whether {@link #deliveryRate} is low because there was too little to send. */
    public boolean isAppLimited() {
        return isAppLimited;
    }

    /** Whether something is acknowledged that was sent after the last round trip began: a new one begins. */
    public boolean isRoundStart() {
        return isRoundStart;
    }
}
