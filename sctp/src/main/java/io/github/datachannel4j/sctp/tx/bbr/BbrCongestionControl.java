package io.github.datachannel4j.sctp.tx.bbr;

import io.github.datachannel4j.sctp.tx.AcknowledgementSample;
import io.github.datachannel4j.sctp.tx.CongestionControl;
import java.util.random.RandomGenerator;

/** Tells {@link Bbr} what happens, in its own terms. */
public final class BbrCongestionControl implements CongestionControl {
    private final Bbr bbr;
    private final RecentLoss recentLoss = new RecentLoss();
    private final RateSample rateSample = new RateSample();
    private long packetBytes;
    private long deliveredBytes;
    private boolean isRttKnown;
    private boolean isInRecovery;

    public BbrCongestionControl(Start start, RandomGenerator random) {
        packetBytes = start.packetBytes();
        bbr = new Bbr(0, random, packetBytes, packetBytes * start.initialCwndPackets());
    }

    @Override
    public long cwndBytes() {
        return bbr.cwndBytes();
    }

    /** BBR has none. */
    @Override
    public long ssthreshBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public long pacingBytesPerSecond() {
        return Math.max(1, (long) bbr.pacingBytesPerSecond());
    }

    /** The model says how much may be in flight, in recovery too. */
    @Override
    public boolean isReducedProportionally() {
        return false;
    }

    @Override
    public void onSent(long nowNanos, long bytes, long flightBeforeBytes) {
        if (flightBeforeBytes == 0 && !isInRecovery && deliveredBytes > 0) {
            bbr.restartFromIdle(nowNanos, deliveredBytes);
        }
    }

    @Override
    public void onAcknowledged(AcknowledgementSample sample) {
        deliveredBytes = sample.deliveredBytes();
        if (sample.lostBytes() > 0) {
            recentLoss.add(deliveredBytes, sample.lostBytes());
        }
        if (!isRttKnown && sample.srttNanos() > 0) {
            isRttKnown = true;
            bbr.firstRtt(sample.srttNanos());
        }
        if (isInRecovery && sample.recovery() == Recovery.NONE) {
            isInRecovery = false;
            bbr.endRecovery();
        }
        boolean isCwndLimited = sample.flightBeforeBytes() + packetBytes > bbr.cwndBytes();
        rateSample
                .at(sample.nowNanos(), sample.rttNanos())
                .delivered(sample.ackedBytes(), deliveredBytes, sample.priorDeliveredBytes())
                .rate(sample.deliveryRate(), sample.isAppLimited())
                .lost(sample.lostBytes(), recentLoss.since(sample.priorDeliveredBytes()))
                .flight(sample.flightAfterBytes(), isCwndLimited);
        if (sample.ackedSometimeBytes() > 0) {
            bbr.foundAfterLoss();
        }
        if (sample.ackedBytes() > 0 && sample.ackedBytes() == sample.ackedSometimeBytes()) {
            bbr.acknowledgedSometime(rateSample);
        } else {
            bbr.acknowledged(rateSample);
        }
    }

    @Override
    public void onLoss(long nowNanos, long lostBytes, long flightBytes) {
        isInRecovery = true;
        bbr.beginRecovery();
    }

    @Override
    public void onRetransmissionTimeout(long nowNanos, long flightBytes) {
        isInRecovery = true;
        bbr.retransmissionTimeout(0);
    }

    @Override
    public void onSpuriousRetransmission(long nowNanos) {
        bbr.spuriousLoss(deliveredBytes);
    }

    /** The model remembers the path, and pacing keeps the first packets from being a burst (§5.4.1). */
    @Override
    public void onIdle(long nowNanos, long timeouts) {}

    @Override
    public void onPacketBytesChanged(long newPacketBytes) {
        packetBytes = newPacketBytes;
        bbr.packetBytesChanged(newPacketBytes);
    }
}
