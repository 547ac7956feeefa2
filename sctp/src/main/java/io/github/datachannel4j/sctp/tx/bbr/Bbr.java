package io.github.datachannel4j.sctp.tx.bbr;

import java.util.random.RandomGenerator;

/**
 * The state machine of BBR (draft-ietf-ccwg-bbr §5.3) and what follows from its state: pacing rate and cwnd (§5.6).
 *
 * <p>Deviates from the draft in three places that keep queues shorter and lossy links fuller: PROBE_BW_UP also ends when a quarter of the
 * bandwidth-delay product stands in the queue; neither loss below the threshold lowers the short-term model, nor loss of which a part has
 * arrived after all.
 */
final class Bbr {
    /** No reaction to congestion is stronger than CUBIC's. */
    static final double BETA = 0.7;

    private static final double PACING_MARGIN = 0.99;
    private static final int STARTUP_LOSS_EVENTS_MIN = 6;
    private static final int DRAIN_ROUNDS_MAX = 3;
    /** The draft's 1 ms, for lack of a measurement (§5.6.2). */
    private static final long FIRST_RTT_NANOS = 1_000_000L;

    /** Whose acknowledgements come in (§5.3.3.6). */
    private enum AckPhase {
        /** Of no probe for bandwidth. */
        NONE,
        /** Of what was sent before the probe. */
        PROBE_STARTING,
        /** Of the probe. */
        PROBE_FEEDBACK,
        /** Of the rest of the probe, while the flow goes slow already. */
        PROBE_STOPPING
    }

    private final PathModel model;
    private final ProbeSchedule schedule;
    private final ProbeRtt probeRtt = new ProbeRtt();
    private final long initialCwndBytes;

    private BbrState state = BbrState.STARTUP;
    private BbrState stateBeforeLoss = BbrState.STARTUP;
    private AckPhase ackPhase = AckPhase.NONE;
    private long cwndBytes;
    private long cwndBeforeBytes;
    private double pacingBytesPerSecond;
    private boolean isInRecovery;
    private boolean isRestartingFromIdle;
    private long drainBeganInRound;
    /** What comes in is of a probe for bandwidth, and loss has not been answered in it yet. */
    private boolean isProbeUnanswered;

    Bbr(long nowNanos, RandomGenerator random, long packetBytes, long initialCwndBytes) {
        this.schedule = new ProbeSchedule(random);
        this.model = new PathModel(nowNanos, packetBytes, initialCwndBytes);
        this.initialCwndBytes = initialCwndBytes;
        this.cwndBytes = initialCwndBytes;
        firstRtt(FIRST_RTT_NANOS);
    }

    // ---- events

    /** A first round trip is known: pace the rest of the initial window by it (§5.6.2). */
    void firstRtt(long rttNanos) {
        pacingBytesPerSecond = state.pacingGain() * initialCwndBytes * 1e9 / rttNanos;
    }

    /** Something that was outstanding was acknowledged (§5.2.3). */
    void acknowledged(RateSample sample) {
        boolean endsLossRound = model.loss().endsWith(sample);
        if (sample.newlyLostBytes() > 0) {
            lost(sample);
        }
        model.acknowledged(sample);
        if (model.rounds().isStart()) {
            schedule.countRound();
        }
        if (endsLossRound) {
            adaptToLoss(sample);
        }
        model.aggregation().acknowledged(sample, model.rounds().count(), model.bandwidth(), cwndBytes);
        if (model.rounds().isStart() && !sample.isAppLimited()) {
            model.fullPipe().roundBegins(sample.bandwidth());
        }
        advanceState(sample);
        updateMinRtt(sample);
        if (endsLossRound) {
            model.shortTerm().beginRound(sample);
            model.loss().next(sample.deliveredBytes());
        }
        isRestartingFromIdle = false;
        setPacingRate(state.pacingGain());
        setCwnd(sample);
    }

    /** Something that was taken for lost has arrived, sooner or later: what is lost in this round trip is not known. */
    void foundAfterLoss() {
        model.loss().becomeUncertain();
    }

    /** The same, of which nobody knows when it was sent, so it tells nothing of the path but what is lost. */
    void acknowledgedSometime(RateSample sample) {
        if (sample.newlyLostBytes() > 0) {
            countLoss(sample);
        }
        setCwnd(sample);
    }

    void beginRecovery() {
        saveCwnd();
        saveBounds();
        isInRecovery = true;
    }

    /** Everything that was lost is repaired (§5.6.4.4). */
    void endRecovery() {
        isInRecovery = false;
        restoreCwnd();
    }

    void retransmissionTimeout(long flightBytes) {
        beginRecovery();
        cwndBytes = flightBytes + model.packetBytes();
    }

    /** What was taken for lost was not (§5.5.11). */
    void spuriousLoss(long deliveredBytes) {
        model.loss().reset();
        model.fullPipe().reset(0);
        model.shortTerm().undo();
        model.longTerm().undo();
        if (state == BbrState.PROBE_RTT || state == stateBeforeLoss) {
            return;
        }
        if (stateBeforeLoss == BbrState.STARTUP) {
            state = BbrState.STARTUP;
        } else if (stateBeforeLoss == BbrState.PROBE_BW_UP) {
            beginUp(0, deliveredBytes);
        }
    }

    /** Something is sent after nothing was in flight for lack of data (§5.4). */
    void restartFromIdle(long nowNanos, long deliveredBytes) {
        isRestartingFromIdle = true;
        model.aggregation().restart(nowNanos);
        if (state.isProbeBw()) {
            setPacingRate(1);
        } else if (state == BbrState.PROBE_RTT && probeRtt.isOver(nowNanos)) {
            endProbeRtt(nowNanos, deliveredBytes);
        }
    }

    void packetBytesChanged(long newPacketBytes) {
        model.packetBytesChanged(newPacketBytes);
    }

    // ---- loss

    /** §5.2.4, for each SACK instead of each chunk. */
    private void lost(RateSample sample) {
        countLoss(sample);
        if (isProbeUnanswered && model.isTooMuchLost(sample)) {
            isProbeUnanswered = false;
            if (!sample.isAppLimited()) {
                model.longTerm().set(Math.max(sample.sentInFlightBytes(), BETA * targetInflightBytes()));
            }
            if (state == BbrState.PROBE_BW_UP) {
                beginDown(sample.nowNanos(), sample.deliveredBytes());
            }
        }
    }

    private void countLoss(RateSample sample) {
        if (model.loss().events() == 0) {
            saveBounds();
        }
        model.loss().lost(sample.newlyLostBytes(), sample.deliveredBytes());
    }

    private void saveBounds() {
        stateBeforeLoss = state;
        model.shortTerm().save();
        model.longTerm().save();
    }

    private void adaptToLoss(RateSample sample) {
        LossRound loss = model.loss();
        double carried = (double) loss.lostBytes() + sample.deliveredInRoundTripBytes();
        boolean isTooMuch = model.isTooMuchLost(loss.lostBytes(), carried);
        // Also at the start, or a path that loses more than is forgiven would seem full before it is measured.
        if (!state.isProbingBandwidth() || state == BbrState.STARTUP) {
            model.observeRandomLoss(sample, carried);
        }
        if (!isTooMuch || loss.isUncertain()) {
            return;
        }
        if (state == BbrState.STARTUP && isInRecovery && loss.events() >= STARTUP_LOSS_EVENTS_MIN) {
            // §5.3.1.3: the pipe is full, and what it held in the last round trip is safe.
            model.fullPipe().declareFull();
            double bdp = model.bdpBytes(model.maxBandwidth(), 1);
            model.longTerm().set(Math.max(bdp, model.shortTerm().latestDeliveredBytes()));
        }
        if (!state.isProbingBandwidth()) {
            model.shortTerm().lowerTo(model.maxBandwidth(), cwndBytes);
        }
    }

    // ---- the state machine

    private void advanceState(RateSample sample) {
        if (state == BbrState.STARTUP && model.fullPipe().wasEverFull()) {
            state = BbrState.DRAIN;
            drainBeganInRound = model.rounds().count();
        }
        if (state == BbrState.DRAIN && isDrained(sample)) {
            beginDown(sample.nowNanos(), sample.deliveredBytes());
        }
        if (!model.fullPipe().wasEverFull()) {
            return;
        }
        adaptLongTermInflight(sample);
        switch (state) {
            case PROBE_BW_DOWN -> {
                if (isTimeToProbe(sample)) {
                    beginRefill(sample.deliveredBytes());
                } else if (hasRoomToCruise(sample)) {
                    state = BbrState.PROBE_BW_CRUISE;
                }
            }
            case PROBE_BW_CRUISE -> {
                if (isTimeToProbe(sample)) {
                    beginRefill(sample.deliveredBytes());
                }
            }
            case PROBE_BW_REFILL -> {
                if (model.rounds().isStart()) {
                    isProbeUnanswered = true;
                    beginUp(sample.bandwidth(), sample.deliveredBytes());
                }
            }
            case PROBE_BW_UP -> {
                if (hasProbedEnough(sample)) {
                    beginDown(sample.nowNanos(), sample.deliveredBytes());
                }
            }
            case STARTUP, DRAIN, PROBE_RTT -> {}
        }
    }

    private boolean isDrained(RateSample sample) {
        return sample.flightBytes() <= model.inflightBytes(model.maxBandwidth(), 1)
                || model.rounds().count() > drainBeganInRound + DRAIN_ROUNDS_MAX;
    }

    private boolean isTimeToProbe(RateSample sample) {
        return schedule.isDue(sample.nowNanos(), targetInflightBytes() / model.packetBytes());
    }

    private boolean hasRoomToCruise(RateSample sample) {
        return sample.flightBytes() <= model.inflightWithHeadroomBytes()
                && sample.flightBytes() <= model.inflightBytes(model.maxBandwidth(), 1);
    }

    private boolean hasProbedEnough(RateSample sample) {
        if (isLimitedByLongTerm(sample)) {
            // The bound keeps it from using what there may be, so what it sees is no plateau.
            model.fullPipe().reset(sample.bandwidth());
            return false;
        }
        // Deviates from the draft, which waits for three round trips without growth: once a round trip of the probe
        // has been measured and a quarter more than the path holds is in flight, the queue has it, and the bandwidth
        // is known.
        double quarterMore = model.inflightBytes(model.maxBandwidth(), BbrState.PROBE_BW_UP.pacingGain());
        boolean isMeasured =
                ackPhase == AckPhase.PROBE_FEEDBACK && model.rounds().isStart();
        return model.fullPipe().isFullNow() || (isMeasured && sample.flightBytes() > quarterMore);
    }

    private boolean isLimitedByLongTerm(RateSample sample) {
        // cwnd is in whole bytes, the bound is not.
        return sample.isCwndLimited() && cwndBytes >= (long) model.longTerm().bytes();
    }

    private void adaptLongTermInflight(RateSample sample) {
        boolean isRoundStart = model.rounds().isStart();
        if (isRoundStart && ackPhase == AckPhase.PROBE_STARTING) {
            ackPhase = AckPhase.PROBE_FEEDBACK;
        } else if (isRoundStart && ackPhase == AckPhase.PROBE_STOPPING) {
            ackPhase = AckPhase.NONE;
            isProbeUnanswered = false;
            if (state.isProbeBw() && !sample.isAppLimited()) {
                model.advanceBandwidthFilter();
            }
        }
        if (model.isTooMuchLost(sample)) {
            return;
        }
        LongTermInflight longTerm = model.longTerm();
        longTerm.raiseTo(sample.sentInFlightBytes());
        if (state == BbrState.PROBE_BW_UP && isLimitedByLongTerm(sample)) {
            longTerm.grow(sample.newlyAckedBytes(), model.packetBytes());
            if (isRoundStart) {
                longTerm.raiseSlope(cwndBytes);
            }
        }
    }

    private void beginDown(long nowNanos, long deliveredBytes) {
        state = BbrState.PROBE_BW_DOWN;
        ackPhase = AckPhase.PROBE_STOPPING;
        model.loss().reset();
        model.shortTerm().forgetLatest();
        model.rounds().begin(deliveredBytes);
        schedule.beginCycle(nowNanos);
    }

    private void beginRefill(long deliveredBytes) {
        state = BbrState.PROBE_BW_REFILL;
        ackPhase = AckPhase.NONE;
        model.shortTerm().reset();
        model.longTerm().restartGrowth();
        model.rounds().begin(deliveredBytes);
    }

    private void beginUp(double bandwidth, long deliveredBytes) {
        state = BbrState.PROBE_BW_UP;
        ackPhase = AckPhase.PROBE_STARTING;
        model.fullPipe().reset(bandwidth);
        model.longTerm().raiseSlope(cwndBytes);
        model.rounds().begin(deliveredBytes);
    }

    private void updateMinRtt(RateSample sample) {
        if (sample.rttNanos() != RateSample.NO_RTT) {
            model.minRtt().observe(sample.nowNanos(), sample.rttNanos());
        }
        if (state == BbrState.PROBE_RTT) {
            boolean isSmall = sample.flightBytes() <= probeRttCwndBytes();
            if (probeRtt.observe(sample, model.rounds(), isSmall) && probeRtt.isOver(sample.nowNanos())) {
                endProbeRtt(sample.nowNanos(), sample.deliveredBytes());
            }
        } else if (model.minRtt().isProbeDue() && !isRestartingFromIdle) {
            saveCwnd();
            state = BbrState.PROBE_RTT;
            ackPhase = AckPhase.PROBE_STOPPING;
            probeRtt.begin();
            model.rounds().begin(sample.deliveredBytes());
        }
    }

    private void endProbeRtt(long nowNanos, long deliveredBytes) {
        model.minRtt().probed(nowNanos);
        restoreCwnd();
        model.shortTerm().reset();
        if (model.fullPipe().wasEverFull()) {
            beginDown(nowNanos, deliveredBytes);
            state = BbrState.PROBE_BW_CRUISE;
        } else {
            state = BbrState.STARTUP;
        }
    }

    // ---- what follows from the model

    private void setPacingRate(double gain) {
        double rate = gain * model.bandwidth() * PACING_MARGIN;
        if (model.fullPipe().wasEverFull() || rate > pacingBytesPerSecond) {
            pacingBytesPerSecond = rate;
        }
    }

    private void setCwnd(RateSample sample) {
        double most = model.inflightBytes(model.bandwidth(), state.cwndGain())
                + model.aggregation().extraBytes();
        if (model.fullPipe().wasEverFull()) {
            cwndBytes = (long) Math.min(cwndBytes + sample.newlyAckedBytes(), most);
        } else if (cwndBytes < most || sample.deliveredBytes() < initialCwndBytes) {
            cwndBytes += sample.newlyAckedBytes();
        }
        double cap = switch (state) {
            case STARTUP, DRAIN -> Double.POSITIVE_INFINITY;
            case PROBE_BW_DOWN, PROBE_BW_REFILL, PROBE_BW_UP -> model.longTerm().bytes();
            case PROBE_BW_CRUISE -> model.inflightWithHeadroomBytes();
            case PROBE_RTT -> Math.min(model.inflightWithHeadroomBytes(), probeRttCwndBytes());
        };
        cap = Math.max(Math.min(cap, model.shortTerm().inflightBytes()), model.pipeBytesMin());
        cwndBytes = (long) Math.min(Math.max(cwndBytes, model.pipeBytesMin()), cap);
    }

    private double probeRttCwndBytes() {
        return model.inflightBytes(model.bandwidth(), BbrState.PROBE_RTT.cwndGain());
    }

    /** What it wants in flight: what the path holds, unless loss has cut cwnd. */
    private double targetInflightBytes() {
        return Math.min(model.bdpBytes(model.bandwidth(), 1), cwndBytes);
    }

    private void saveCwnd() {
        boolean isUnmodified = !isInRecovery && state != BbrState.PROBE_RTT;
        cwndBeforeBytes = isUnmodified ? cwndBytes : Math.max(cwndBeforeBytes, cwndBytes);
    }

    private void restoreCwnd() {
        cwndBytes = Math.max(cwndBytes, cwndBeforeBytes);
    }

    // ---- queries

    BbrState state() {
        return state;
    }

    long cwndBytes() {
        return cwndBytes;
    }

    double pacingBytesPerSecond() {
        return pacingBytesPerSecond;
    }

    PathModel model() {
        return model;
    }
}
