package io.github.datachannel4j.sctp.tx.bbr;

/** What is known of the path: its bandwidth, its round trip without queue, and bounds that loss has shown (§5.5). */
final class PathModel {
    /** More loss than this in a round trip means that too much is in flight (BBR.LossThresh, §5.5.10.2). */
    private static final double LOSS_THRESHOLD = 0.02;
    /**
     * Deviates from the draft, which has only the share: of a hundred packets, a link that loses one in a hundred by chance loses three or
     * more in every twelfth round trip. Two are forgiven, so that chance is not taken for congestion.
     */
    private static final int LOSS_FORGIVEN_PACKETS = 2;

    /** The bandwidth is the best of this cycle of probing and the one before (MaxBwFilterLen, §5.5.3). */
    private static final int BANDWIDTH_CYCLES = 2;

    private static final int PIPE_PACKETS_MIN = 4;
    /** A round trip that is longer by less than this part of the least has met no queue worth the name. */
    private static final int EMPTY_QUEUE_DIVISOR = 8;

    private final WindowedMax maxBandwidth = new WindowedMax(BANDWIDTH_CYCLES);
    private final RoundTrips rounds = new RoundTrips();
    private final ShortTermModel shortTerm = new ShortTermModel();
    private final LongTermInflight longTerm = new LongTermInflight();
    private final FullPipe fullPipe = new FullPipe();
    private final LossRound loss = new LossRound();
    private final RandomLoss randomLoss = new RandomLoss();
    private final MinRtt minRtt;
    private final AckAggregation aggregation;
    private long cycle;
    private long packetBytes;
    private long initialCwndBytes;

    PathModel(long nowNanos, long packetBytes, long initialCwndBytes) {
        this.packetBytes = packetBytes;
        this.initialCwndBytes = initialCwndBytes;
        this.minRtt = new MinRtt();
        this.aggregation = new AckAggregation(nowNanos);
    }

    /** Whether so much of what was on its way is lost that it was too much (§5.5.10.2). */
    boolean isTooMuchLost(double lostBytes, double carriedBytes) {
        double share = LOSS_THRESHOLD + randomLoss.forgivenRate();
        return lostBytes > share * carriedBytes + LOSS_FORGIVEN_PACKETS * packetBytes;
    }

    boolean isTooMuchLost(RateSample sample) {
        return isTooMuchLost(sample.lostBytes(), sample.sentInFlightBytes());
    }

    /** A round trip is over: if no queue stood, what it lost says what the path loses by chance. */
    void observeRandomLoss(RateSample sample, double carriedBytes) {
        boolean isQueueEmpty = sample.rttNanos() != RateSample.NO_RTT
                && sample.rttNanos() - minRtt.nanos() <= minRtt.nanos() / EMPTY_QUEUE_DIVISOR;
        if (isQueueEmpty && carriedBytes > 0) {
            randomLoss.observe((double) loss.lostBytes() / packetBytes, carriedBytes / packetBytes);
        }
    }

    void packetBytesChanged(long newPacketBytes) {
        initialCwndBytes = initialCwndBytes / packetBytes * newPacketBytes;
        packetBytes = newPacketBytes;
    }

    void acknowledged(RateSample sample) {
        shortTerm.delivered(sample);
        rounds.acknowledged(sample.priorDeliveredBytes(), sample.deliveredBytes());
        // §5.5.4: what the application held back says nothing, unless it was more than was thought possible.
        if (sample.bandwidth() > 0 && (sample.bandwidth() >= maxBandwidth.max() || !sample.isAppLimited())) {
            maxBandwidth.add(cycle, sample.bandwidth());
        }
    }

    /** A cycle of probing is over: what the one before it has shown is forgotten. */
    void advanceBandwidthFilter() {
        cycle++;
        maxBandwidth.advanceTo(cycle);
    }

    double maxBandwidth() {
        return maxBandwidth.max();
    }

    /** Bytes a second, within all bounds. */
    double bandwidth() {
        return Math.min(maxBandwidth.max(), shortTerm.bandwidth());
    }

    /** A multiple of what is on the way when the link is full and no queue stands. */
    double bdpBytes(double bandwidth, double gain) {
        return minRtt.nanos() == MinRtt.UNKNOWN ? initialCwndBytes : gain * bandwidth * minRtt.nanos() / 1e9;
    }

    /** The same, but never too little to keep packets and acknowledgements moving (§5.6.4.2). */
    double inflightBytes(double bandwidth, double gain) {
        return Math.max(bdpBytes(bandwidth, gain), pipeBytesMin());
    }

    /** Leaves room for others when it is known how much is too much. */
    double inflightWithHeadroomBytes() {
        return Math.max(longTerm.withHeadroom(packetBytes), pipeBytesMin());
    }

    long pipeBytesMin() {
        return PIPE_PACKETS_MIN * packetBytes;
    }

    long packetBytes() {
        return packetBytes;
    }

    RoundTrips rounds() {
        return rounds;
    }

    ShortTermModel shortTerm() {
        return shortTerm;
    }

    LongTermInflight longTerm() {
        return longTerm;
    }

    FullPipe fullPipe() {
        return fullPipe;
    }

    LossRound loss() {
        return loss;
    }

    MinRtt minRtt() {
        return minRtt;
    }

    AckAggregation aggregation() {
        return aggregation;
    }
}
