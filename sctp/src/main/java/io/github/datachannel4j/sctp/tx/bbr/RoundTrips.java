package io.github.datachannel4j.sctp.tx.bbr;

/** Counts packet-timed round trips: one is over when something is acknowledged that was sent after it began (§5.5.1). */
final class RoundTrips {
    private long nextRoundDeliveredBytes;
    private long count;
    private boolean isStart;

    /**
     * Something was acknowledged.
     *
     * @param priorDeliveredBytes what had been delivered when it was sent
     * @param deliveredBytes what is delivered now
     */
    void acknowledged(long priorDeliveredBytes, long deliveredBytes) {
        isStart = priorDeliveredBytes >= nextRoundDeliveredBytes;
        if (isStart) {
            count++;
            begin(deliveredBytes);
        }
    }

    /** Begins a round trip now, whatever the last one was doing. */
    void begin(long deliveredBytes) {
        nextRoundDeliveredBytes = deliveredBytes;
    }

    /** Whether the last acknowledgement was the first of a round trip. */
    boolean isStart() {
        return isStart;
    }

    long count() {
        return count;
    }
}
