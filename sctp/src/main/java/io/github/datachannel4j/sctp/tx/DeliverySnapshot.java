package io.github.datachannel4j.sctp.tx;

/**
 * What {@link DeliveryRate} knew when a chunk was sent: the P.* of draft-cheng-iccrg-delivery-rate-estimation. All chunks that leave
 * between two acknowledgements share one.
 *
 * @param firstSentAtNanos when the chunk was sent that began the sending interval
 * @param deliveredAtNanos when something was acknowledged the last time
 * @param deliveredBytes all that was acknowledged
 * @param isAppLimited whether the application had less to send than the path takes
 */
record DeliverySnapshot(long firstSentAtNanos, long deliveredAtNanos, long deliveredBytes, boolean isAppLimited) {
    /** Before anything was sent. */
    static final DeliverySnapshot NOTHING = new DeliverySnapshot(0, 0, 0, false);
}
