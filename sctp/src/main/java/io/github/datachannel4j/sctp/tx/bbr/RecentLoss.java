package io.github.datachannel4j.sctp.tx.bbr;

/** What was taken for lost in the last round trip or two, by how much had been delivered at the time. */
final class RecentLoss {
    /** More findings than this in a round trip are summed up: how much was lost matters, not when exactly. */
    private static final int FINDINGS_MAX = 64;

    private final long[] deliveredBytes = new long[FINDINGS_MAX];
    private final long[] lostBytes = new long[FINDINGS_MAX];
    private int count;

    void add(long delivered, long lost) {
        if (count == FINDINGS_MAX) {
            lostBytes[count - 1] += lost;
            deliveredBytes[count - 1] = delivered;
            return;
        }
        deliveredBytes[count] = delivered;
        lostBytes[count] = lost;
        count++;
    }

    /** Lost since so much was delivered. What was before is forgotten. */
    long since(long delivered) {
        int first = 0;
        while (first < count && deliveredBytes[first] < delivered) {
            first++;
        }
        if (first > 0) {
            System.arraycopy(deliveredBytes, first, deliveredBytes, 0, count - first);
            System.arraycopy(lostBytes, first, lostBytes, 0, count - first);
            count -= first;
        }
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += lostBytes[i];
        }
        return sum;
    }
}
