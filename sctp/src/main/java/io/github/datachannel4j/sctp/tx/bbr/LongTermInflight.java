package io.github.datachannel4j.sctp.tx.bbr;

/** How much may be in flight before the path loses too much of it, as the probes for bandwidth have found (§5.3.3.4, §5.5.10.2). */
final class LongTermInflight {
    static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    /** The share that is left free for others outside of probes. */
    private static final double HEADROOM = 0.15;
    /** 2^30 packets a round trip are more than any path takes. */
    private static final int UP_ROUNDS_MAX = 30;

    private double bytes = UNBOUNDED;
    private double savedBytes = UNBOUNDED;
    private int upRounds;
    private double ackedBytes;
    /** Acknowledged bytes for each packet that the bound grows. */
    private double bytesForEachPacket = UNBOUNDED;

    double bytes() {
        return bytes;
    }

    /** Leaves room for others. */
    double withHeadroom(long packetBytes) {
        return bytes == UNBOUNDED ? UNBOUNDED : bytes - Math.max(packetBytes, HEADROOM * bytes);
    }

    void set(double newBytes) {
        bytes = newBytes;
    }

    /** So much was in flight and did no harm. */
    void raiseTo(double safeBytes) {
        if (bytes != UNBOUNDED) {
            bytes = Math.max(bytes, safeBytes);
        }
    }

    /** A cycle begins: the growth of its probe starts small again. */
    void restartGrowth() {
        upRounds = 0;
        ackedBytes = 0;
    }

    /** A round trip of PROBE_BW_UP begins: the bound grows by 1, 2, 4, 8 ... packets in it. */
    void raiseSlope(long cwndBytes) {
        bytesForEachPacket = Math.max((double) cwndBytes / (1L << upRounds), 1);
        upRounds = Math.min(upRounds + 1, UP_ROUNDS_MAX);
    }

    /** The whole bound is in use, and the path bears it. */
    void grow(long newlyAckedBytes, long packetBytes) {
        ackedBytes += newlyAckedBytes;
        double packets = Math.floor(ackedBytes / bytesForEachPacket);
        if (packets > 0) {
            ackedBytes -= packets * bytesForEachPacket;
            bytes += packets * packetBytes;
        }
    }

    void save() {
        savedBytes = bytes;
    }

    void undo() {
        bytes = Math.max(bytes, savedBytes);
    }
}
