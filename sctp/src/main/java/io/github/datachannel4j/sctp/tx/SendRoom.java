package io.github.datachannel4j.sctp.tx;

/** How much may wait, and who is to be told when there is room again. */
final class SendRoom {
    private final long highWaterBytes;
    /** The longest message that was refused since it was told last that there is room; 0 when none was. */
    private long refusedBytes;

    SendRoom(long highWaterBytes) {
        this.highWaterBytes = highWaterBytes;
    }

    /** How many of the bytes that wait are too many for a message to be taken. An empty queue takes any. */
    long excessBytes(long waitingBytes, long messageBytes) {
        return Math.min(waitingBytes, messageBytes - (highWaterBytes - waitingBytes));
    }

    void refused(long messageBytes) {
        refusedBytes = Math.max(refusedBytes, messageBytes);
    }

    /** Whether there is room for what was refused, and so much that the call is worth it. */
    boolean isNewsDue(long waitingBytes) {
        return refusedBytes > 0
                && waitingBytes <= Math.max(0, Math.min(highWaterBytes / 2, highWaterBytes - refusedBytes));
    }

    void told() {
        refusedBytes = 0;
    }
}
