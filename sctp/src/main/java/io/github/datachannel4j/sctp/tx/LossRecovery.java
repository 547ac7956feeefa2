package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.core.Timer;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.tx.CongestionControl.Recovery;
import io.github.datachannel4j.sctp.tx.SentChunk.Life;
import io.github.datachannel4j.sctp.tx.TailLossProbe.Flight;

/**
 * What follows from SACKs and from their absence: which chunks are lost, when to ask, how the window is walked down, and when all of it was a
 * mistake. Each rule is a class of its own; this one puts them in order and tells the congestion control.
 *
 * <p>Owns T3-rtx, which runs exactly while something is outstanding, so that nothing can wait for ever. {@link DataSender} sends.
 */
final class LossRecovery implements OutstandingData.DeliveryListener {
    private static final long NO_TSN = -1;

    private CongestionControl congestion;
    private final OutstandingData outstanding;
    private final Path path;
    private final PeerWindow peerWindow;
    private final Rack rack;
    private final TailLossProbe probe = new TailLossProbe();
    private final ProportionalRateReduction reduction = new ProportionalRateReduction();
    private final SpuriousRetransmission spurious = new SpuriousRetransmission();
    private final DeliveryRate deliveryRate = new DeliveryRate();
    private final AcknowledgementSample sample = new AcknowledgementSample();
    private final Timer t3Rtx = new Timer();

    private Recovery state = Recovery.NONE;
    /** The TSN with which the recovery ends (RFC 9260 §7.2.4), or {@link #NO_TSN} outside of it. */
    private long exitTsn = NO_TSN;
    /** The first packet of a fast retransmit leaves regardless of cwnd (§7.2.4 rule 3). */
    private boolean isFastRetransmitDue;
    /** The peer acknowledges the chunk sent last without delay. */
    private boolean isLastImmediate;

    /** Transmissions up to this number took the path before this one. */
    private long elsewhereUntil;

    private boolean isRttWanted = true;
    private long now;
    private long latestRttNanos;
    private long sometimeBytes;

    LossRecovery(CongestionControl congestion, OutstandingData outstanding, Path path, PeerWindow peerWindow) {
        this.congestion = congestion;
        this.outstanding = outstanding;
        this.path = path;
        this.peerWindow = peerWindow;
        this.rack = new Rack(outstanding, path.rto());
    }

    // ---- sending

    boolean windowAllows(int wireBytes) {
        long flight = outstanding.flightBytes();
        return flight == 0 || flight + wireBytes <= windowBytes();
    }

    private long windowBytes() {
        boolean isReducing = state == Recovery.FAST_RECOVERY && congestion.isReducedProportionally();
        return isReducing ? reduction.windowBytes() : congestion.cwndBytes();
    }

    boolean isFastRetransmitDue() {
        return isFastRetransmitDue;
    }

    boolean isProbeDue() {
        return probe.isDue();
    }

    boolean isAfterTimeout() {
        return state == Recovery.TIMEOUT_RECOVERY;
    }

    /** A new chunk leaves. */
    void onNewChunk(long nowNanos, SentChunk chunk, boolean isImmediate) {
        deliveryRate.onSent(nowNanos, chunk, outstanding.flightBytes());
        outstanding.add(chunk);
        isLastImmediate = isImmediate;
    }

    /** A lost chunk leaves again. */
    void onRetransmission(long nowNanos, SentChunk chunk) {
        deliveryRate.onSent(nowNanos, chunk, outstanding.flightBytes());
        outstanding.sentAgain(chunk);
        spurious.onSentAgain(chunk.tsn());
        isFastRetransmitDue = false;
        if (chunk.tsn() == outstanding.cumulativeTsn() + 1) {
            // RFC 9260 §7.2.4 rule 4: the lowest TSN gets a whole time-out for its new transmission.
            startT3(nowNanos);
        }
        path.traffic().retransmissions++;
        if (state == Recovery.TIMEOUT_RECOVERY) {
            path.traffic().timeoutRetransmissions++;
        } else {
            path.traffic().fastRetransmissions++;
        }
    }

    /** A chunk in flight leaves again as a part of a probe. */
    void onProbeChunk(long nowNanos, SentChunk chunk) {
        deliveryRate.onSent(nowNanos, chunk, outstanding.flightBytes());
        outstanding.probedWith(chunk);
        isLastImmediate = true;
        path.traffic().retransmissions++;
        path.traffic().probeRetransmissions++;
    }

    /** The probe has left, or there was nothing to probe with: {@code lowestRepeatedTsn} is {@link OutstandingData#NO_TSN} for new data. */
    void onProbeSent(long nowNanos, long lowestRepeatedTsn) {
        probe.onSent(lowestRepeatedTsn, outstanding.nextTsn() - 1);
        path.traffic().probes++;
        startT3(nowNanos);
    }

    void onNothingToProbeWith() {
        probe.onNothingSent();
    }

    /** A packet with data is full. */
    void onPacketSent(long nowNanos, long bytes, long flightBeforeBytes) {
        congestion.onSent(nowNanos, bytes, flightBeforeBytes);
        reduction.onSent(bytes);
        if (!t3Rtx.isRunning()) {
            startT3(nowNanos);
        }
        scheduleProbe(nowNanos);
    }

    /** Not the path limits what is in flight, but the application, or the host that is late. */
    void onApplicationLimited() {
        deliveryRate.onApplicationLimited(outstanding.flightBytes());
    }

    /** T3-rtx runs while anything is outstanding, what is given up and not skipped yet included. */
    void keepT3Running(long nowNanos) {
        if (!outstanding.isEmpty() && !t3Rtx.isRunning()) {
            startT3(nowNanos);
        }
    }

    private void startT3(long nowNanos) {
        t3Rtx.start(nowNanos, path.rto().rtoNanos());
    }

    private void scheduleProbe(long nowNanos) {
        boolean isTail = state == Recovery.NONE
                && outstanding.flightBytes() > 0
                && outstanding.gapAckedCount() == 0
                && !outstanding.hasLost()
                && !peerWindow.isProbing();
        if (!isTail) {
            probe.cancel();
            return;
        }
        boolean isLone = outstanding.flightBytes() <= path.packetSize().chunkBytesMax();
        Flight flight = isLone && !isLastImmediate ? Flight.DELAYED : Flight.ANSWERED_AT_ONCE;
        probe.schedule(nowNanos, path.rto(), flight, t3Rtx.deadlineNanos());
    }

    // ---- acknowledgements

    /** A plausible SACK that is not older than the last one. */
    void receiveSack(long nowNanos, SackChunk sack, long cumulativeAck) {
        boolean isAdvanced = cumulativeAck > outstanding.cumulativeTsn();
        long flightBefore = beginSample(nowNanos);
        long ackedBytes = outstanding.acknowledge(sack, cumulativeAck, this);
        if (ackedBytes > 0) {
            path.errors().clear();
        }
        if (spurious.readDuplicates(sack)) {
            rack.onDuplicates();
        }
        measureRoundTrip();
        detectLosses(flightBefore, ackedBytes, isAdvanced);
        if (probe.repairedLoss(sack, cumulativeAck) && state == Recovery.NONE) {
            congestion.onLoss(nowNanos, path.packetSize().chunkBytesMax(), flightBefore);
            congestion.onRecoveryEnded(nowNanos);
        }
        undoIfSpurious(isAdvanced);
        if (isAdvanced) {
            startT3(nowNanos);
            scheduleProbe(nowNanos);
        } else if (outstanding.gapAckedCount() > 0) {
            // RFC 8985 §8: a probe while RACK waits for what was overtaken would be what RACK waits with.
            probe.cancel();
        }
        if (outstanding.isEmpty()) {
            t3Rtx.stop();
            rack.stop();
            probe.cancel();
        }
    }

    private long beginSample(long nowNanos) {
        now = nowNanos;
        latestRttNanos = AcknowledgementSample.NO_RTT;
        sometimeBytes = 0;
        deliveryRate.beginSample();
        sample.at(nowNanos, outstanding.flightBytes(), state);
        return outstanding.flightBytes();
    }

    @Override
    public void onDelivered(SentChunk chunk) {
        spurious.onDelivered(chunk, now - chunk.sentAtNanos(), path.rto().minRttNanos());
        rack.onDelivered(now, chunk);
        if (isOfUnknownTime(chunk)) {
            sometimeBytes += chunk.wireBytes();
            return;
        }
        deliveryRate.onDelivered(now, chunk);
        if (chunk.transmissions() == 1) {
            // Karn: only what was sent once tells the round trip (RFC 9260 §6.3.1 C5).
            latestRttNanos = now - chunk.sentAtNanos();
        }
    }

    /**
     * Whether nobody knows how long a chunk that has arrived was under way: it left on another path, or was taken for lost, sent again or
     * not. It may have arrived long ago and found no room in a SACK with many gaps.
     */
    private boolean isOfUnknownTime(SentChunk chunk) {
        return chunk.transmissionNumber <= elsewhereUntil
                || chunk.life() == Life.LOST
                || chunk.isAnswerToEarlier(now, path.rto().minRttNanos());
    }

    private void measureRoundTrip() {
        RetransmissionTimeout rto = path.rto();
        deliveryRate.endSample(rto.minRttNanos());
        isRttWanted |= deliveryRate.isRoundStart();
        if (latestRttNanos == AcknowledgementSample.NO_RTT) {
            return;
        }
        probe.onRoundTripMeasured();
        if (isRttWanted) {
            // RFC 9260 §6.3.1 C4: one measurement for each round trip.
            rto.observe(latestRttNanos);
            isRttWanted = false;
        } else {
            rto.observeShortest(latestRttNanos);
        }
    }

    private void detectLosses(long flightBefore, long ackedBytes, boolean isAdvanced) {
        long flightAcked = outstanding.flightBytes();
        int lost = rack.detectLosses(now, state != Recovery.NONE);
        long lostBytes = flightAcked - outstanding.flightBytes();
        path.traffic().lostChunks += lost;
        if (ackedBytes > 0 || lost > 0) {
            RetransmissionTimeout rto = path.rto();
            sample.cumulativeAdvanced(isAdvanced)
                    .sometime(sometimeBytes)
                    .flight(ackedBytes, lostBytes, outstanding.flightBytes())
                    .roundTrip(latestRttNanos, rto.minRttNanos(), rto.srttNanos())
                    .delivery(deliveryRate);
            congestion.onAcknowledged(sample);
        }
        if (exitTsn != NO_TSN && outstanding.cumulativeTsn() >= exitTsn) {
            endRecovery();
        }
        if (lost > 0) {
            repair(flightBefore, lostBytes);
        }
        if (state == Recovery.FAST_RECOVERY && (ackedBytes > 0 || lost > 0)) {
            reduction.onAcknowledged(sample, path.packetSize().chunkBytesMax());
        }
    }

    private void endRecovery() {
        state = Recovery.NONE;
        exitTsn = NO_TSN;
        rack.onRecoveryEnded();
        congestion.onRecoveryEnded(now);
    }

    private void repair(long flightBefore, long lostBytes) {
        probe.cancel();
        if (state != Recovery.NONE) {
            return;
        }
        // The loss that a probe may have repaired is a part of this one, and counts once.
        probe.reset();
        isFastRetransmitDue = outstanding.hasLost();
        state = Recovery.FAST_RECOVERY;
        exitTsn = outstanding.nextTsn() - 1;
        spurious.begin(state);
        congestion.onLoss(now, lostBytes, flightBefore);
        reduction.begin(congestion.ssthreshBytes(), flightBefore);
    }

    private void undoIfSpurious(boolean isAdvanced) {
        if (spurious.isTimeoutSpurious(isAdvanced)) {
            outstanding.takeBackLosses();
        } else if (!spurious.isAllDuplicate()) {
            return;
        }
        path.traffic().spuriousRecoveries++;
        congestion.onSpuriousRetransmission(now);
        if (state != Recovery.NONE) {
            endRecovery();
        }
    }

    // ---- time

    /** True when T3-rtx has expired (RFC 9260 §6.3.3) and everything starts over. */
    boolean advanceTo(long nowNanos) {
        probe.advanceTo(nowNanos);
        if (rack.expire(nowNanos)) {
            detectLosses(beginSample(nowNanos), 0, false);
        }
        if (!t3Rtx.expire(nowNanos)) {
            return false;
        }
        path.traffic().t3Expirations++;
        path.errors().increment();
        path.rto().backOff();
        long flight = outstanding.flightBytes();
        outstanding.loseAll();
        rack.stop();
        probe.reset();
        isFastRetransmitDue = false;
        exitTsn = outstanding.nextTsn() - 1;
        state = Recovery.TIMEOUT_RECOVERY;
        if (flight > 0 && !peerWindow.isProbing()) {
            spurious.begin(state);
            congestion.onRetransmissionTimeout(nowNanos, flight);
        }
        startT3(nowNanos);
        return true;
    }

    /**
     * Packets take another path. What is in flight may be lost with the old one: a probe on the new one asks, and its SACK shows by RACK what
     * is. The new window is not walked down for that, so this is a recovery like the one after T3-rtx; and what arrives by the old path tells
     * nothing about the new one.
     *
     * @param fresh knows nothing of any path
     */
    void pathChanged(long nowNanos, CongestionControl fresh) {
        congestion = fresh;
        elsewhereUntil = outstanding.order().transmissions();
        if (outstanding.isEmpty()) {
            tsnsBeginAgain();
            return;
        }
        isFastRetransmitDue = false;
        exitTsn = outstanding.nextTsn() - 1;
        state = Recovery.TIMEOUT_RECOVERY;
        probe.reset();
        probe.ask();
        startT3(nowNanos);
    }

    /** All that was sent went to a peer that does not know us yet; T1 is the timer now. */
    void handshakeBeginsAgain() {
        outstanding.loseAll();
        t3Rtx.stop();
        rack.stop();
        probe.reset();
    }

    /** Everything is acknowledged, and TSNs go on elsewhere. */
    void tsnsBeginAgain() {
        exitTsn = NO_TSN;
        state = Recovery.NONE;
        probe.reset();
    }

    long nextTimeoutNanos() {
        return Math.min(t3Rtx.deadlineNanos(), Math.min(rack.nextTimeoutNanos(), probe.nextTimeoutNanos()));
    }

    // ---- queries

    long reorderings() {
        return rack.reorderings();
    }

    long duplicates() {
        return spurious.count();
    }
}
