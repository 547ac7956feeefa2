package io.github.datachannel4j.sctp.tx.bbr;

/**
 * What one SACK says about the path (§4.1): it compares now with the moment when the latest of the acknowledged chunks was sent.
 *
 * @param nowNanos when the SACK came
 * @param newlyAckedBytes acknowledged for the first time
 * @param deliveredBytes acknowledged since the association began
 * @param priorDeliveredBytes the same, when that chunk was sent
 * @param bandwidth bytes a second between the two moments; 0 when they are too close to tell
 * @param isAppLimited the application had nothing more to send then, so the bandwidth says little
 * @param rttNanos of that chunk; {@link #NO_RTT} when it is ambiguous
 * @param newlyLostBytes found lost by this SACK
 * @param lostBytes taken for lost between the two moments
 * @param flightBytes in flight now
 * @param isCwndLimited the window was full before the SACK
 */
record RateSample(
        long nowNanos,
        long newlyAckedBytes,
        long deliveredBytes,
        long priorDeliveredBytes,
        double bandwidth,
        boolean isAppLimited,
        long rttNanos,
        long newlyLostBytes,
        long lostBytes,
        long flightBytes,
        boolean isCwndLimited) {
    static final long NO_RTT = -1;

    /** What was delivered between the two moments. */
    long deliveredInRoundTripBytes() {
        return deliveredBytes - priorDeliveredBytes;
    }

    /**
     * In flight when that chunk was sent: all of it is either delivered or lost when the chunk is acknowledged. So no chunk needs to
     * remember it, as the draft's P.tx_in_flight does.
     */
    long sentInFlightBytes() {
        return deliveredInRoundTripBytes() + lostBytes;
    }
}
