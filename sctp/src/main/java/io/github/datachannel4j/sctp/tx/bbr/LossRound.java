package io.github.datachannel4j.sctp.tx.bbr;

/** How much was lost in the current round trip; it ends with the first acknowledgement of what was sent after its first loss. */
final class LossRound {
    private long endsAfterDeliveredBytes;
    private long lostBytes;
    private int events;
    private boolean isUncertain;

    /** A SACK has shown loss. */
    void lost(long bytes, long deliveredBytes) {
        if (events == 0) {
            endsAfterDeliveredBytes = deliveredBytes;
        }
        events++;
        lostBytes += bytes;
    }

    /** Whether what was acknowledged now was sent after the first loss, or, without loss, after the last round trip. */
    boolean endsWith(RateSample sample) {
        return sample.priorDeliveredBytes() >= endsAfterDeliveredBytes;
    }

    void next(long deliveredBytes) {
        endsAfterDeliveredBytes = deliveredBytes;
        reset();
    }

    void reset() {
        lostBytes = 0;
        events = 0;
        isUncertain = false;
    }

    /** Part of what was lost, or all of it, was not. */
    void becomeUncertain() {
        isUncertain = true;
    }

    boolean isUncertain() {
        return isUncertain;
    }

    long lostBytes() {
        return lostBytes;
    }

    /** SACKs that have shown loss. */
    int events() {
        return events;
    }
}
