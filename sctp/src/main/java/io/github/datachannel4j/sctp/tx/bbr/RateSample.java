package io.github.datachannel4j.sctp.tx.bbr;

/**
 * What one SACK says about the path (§4.1): it compares now with the moment when the latest of the acknowledged chunks was sent. One object
 * for each association, filled anew for each SACK, so that SACKs make no garbage: keep figures, not the object.
 */
final class RateSample {
    static final long NO_RTT = -1;

    private long nowNanos;
    private long newlyAckedBytes;
    private long deliveredBytes;
    private long priorDeliveredBytes;
    private double bandwidth;
    private boolean isAppLimited;
    private long rttNanos = NO_RTT;
    private long newlyLostBytes;
    private long lostBytes;
    private long flightBytes;
    private boolean isCwndLimited;

    // ---- filling

    RateSample at(long now, long rtt) {
        nowNanos = now;
        rttNanos = rtt;
        return this;
    }

    RateSample delivered(long newlyAcked, long delivered, long priorDelivered) {
        newlyAckedBytes = newlyAcked;
        deliveredBytes = delivered;
        priorDeliveredBytes = priorDelivered;
        return this;
    }

    RateSample rate(double bytesPerSecond, boolean isLow) {
        bandwidth = bytesPerSecond;
        isAppLimited = isLow;
        return this;
    }

    RateSample lost(long newlyLost, long lost) {
        newlyLostBytes = newlyLost;
        lostBytes = lost;
        return this;
    }

    RateSample flight(long bytes, boolean isLimited) {
        flightBytes = bytes;
        isCwndLimited = isLimited;
        return this;
    }

    // ---- reading

    /** When the SACK came. */
    long nowNanos() {
        return nowNanos;
    }

    /** Of that chunk; {@link #NO_RTT} when it is ambiguous. */
    long rttNanos() {
        return rttNanos;
    }

    /** Acknowledged for the first time. */
    long newlyAckedBytes() {
        return newlyAckedBytes;
    }

    /** Acknowledged since the association began. */
    long deliveredBytes() {
        return deliveredBytes;
    }

    /** The same, when that chunk was sent. */
    long priorDeliveredBytes() {
        return priorDeliveredBytes;
    }

    /** What was delivered between the two moments. */
    long deliveredInRoundTripBytes() {
        return deliveredBytes - priorDeliveredBytes;
    }

    /** Bytes a second between the two moments; 0 when they are too close to tell. */
    double bandwidth() {
        return bandwidth;
    }

    /** The application had nothing more to send then, so the bandwidth says little. */
    boolean isAppLimited() {
        return isAppLimited;
    }

    /** Found lost by this SACK. */
    long newlyLostBytes() {
        return newlyLostBytes;
    }

    /** Taken for lost between the two moments. */
    long lostBytes() {
        return lostBytes;
    }

    /** In flight now. */
    long flightBytes() {
        return flightBytes;
    }

    /** The window was full before the SACK. */
    boolean isCwndLimited() {
        return isCwndLimited;
    }

    /**
     * In flight when that chunk was sent: all of it is either delivered or lost when the chunk is acknowledged. So no chunk needs to
     * remember it, as the draft's P.tx_in_flight does.
     */
    long sentInFlightBytes() {
        return deliveredInRoundTripBytes() + lostBytes;
    }
}
