package io.github.datachannel4j.sctp.tx.bbr;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/** A path of one bottleneck with an endless queue, in steps of a millisecond, that {@link Bbr} sends through. */
final class PathScript {
    static final int PACKET_BYTES = 1000;

    private static final long STEP_NANOS = 1_000_000;

    final Bbr bbr = new Bbr(0, new SplittableRandom(1), PACKET_BYTES, 10L * PACKET_BYTES);
    final Set<BbrState> seen = EnumSet.noneOf(BbrState.class);
    private final Deque<Sent> inFlight = new ArrayDeque<>();
    private final RecentLoss recentLoss = new RecentLoss();
    private final SplittableRandom chance = new SplittableRandom(2);
    double packetsPerMilli;
    long rttMillis;
    double lossRate;
    private long nowMillis;
    private double budgetPackets;
    private double linkFreeAtMillis;
    private long deliveredBytes;
    long queueMaxPackets;

    private record Sent(double arrivesAtMillis, long sentAtMillis, long deliveredBefore, boolean isLost) {}

    PathScript(double packetsPerMilli, long rttMillis) {
        this.packetsPerMilli = packetsPerMilli;
        this.rttMillis = rttMillis;
    }

    /** A sample of its own, where only these figures matter. */
    static RateSample sample(long nowNanos, double bandwidth, long delivered, long lost) {
        return new RateSample()
                .at(nowNanos, RateSample.NO_RTT)
                .delivered(delivered, delivered, 0)
                .rate(bandwidth, false)
                .lost(lost, lost)
                .flight(0, true);
    }

    PathScript runMillis(long millis) {
        queueMaxPackets = 0;
        for (long end = nowMillis + millis; nowMillis < end; nowMillis++) {
            acknowledge();
            send();
        }
        return this;
    }

    /** Until a state is entered; false when that takes more than so many milliseconds. */
    boolean runTo(BbrState state, long millisMax) {
        for (long i = 0; i < millisMax; i++) {
            if (bbr.state() == state) {
                return true;
            }
            runMillis(1);
        }
        return false;
    }

    private void send() {
        budgetPackets = Math.min(budgetPackets + bbr.pacingBytesPerSecond() / PACKET_BYTES / 1000, 50);
        while (budgetPackets >= 1 && flightBytes() + PACKET_BYTES <= bbr.cwndBytes()) {
            budgetPackets--;
            linkFreeAtMillis = Math.max(linkFreeAtMillis, nowMillis) + 1 / packetsPerMilli;
            queueMaxPackets = Math.max(queueMaxPackets, Math.round((linkFreeAtMillis - nowMillis) * packetsPerMilli));
            boolean isLost = lossRate > 0 && chance.nextDouble() < lossRate;
            inFlight.add(new Sent(linkFreeAtMillis + rttMillis, nowMillis, deliveredBytes, isLost));
        }
    }

    private void acknowledge() {
        long acked = 0;
        long lost = 0;
        Sent latest = null;
        while (!inFlight.isEmpty() && inFlight.peek().arrivesAtMillis <= nowMillis) {
            Sent sent = inFlight.remove();
            if (sent.isLost) {
                lost += PACKET_BYTES;
            } else {
                acked += PACKET_BYTES;
                latest = sent;
            }
        }
        if (latest == null) {
            return;
        }
        deliveredBytes += acked;
        if (lost > 0) {
            recentLoss.add(deliveredBytes, lost);
        }
        double seconds = (nowMillis - latest.sentAtMillis) / 1e3;
        bbr.acknowledged(new RateSample()
                .at(nowMillis * STEP_NANOS, (nowMillis - latest.sentAtMillis) * STEP_NANOS)
                .delivered(acked, deliveredBytes, latest.deliveredBefore)
                .rate((deliveredBytes - latest.deliveredBefore) / seconds, false)
                .lost(lost, recentLoss.since(latest.deliveredBefore))
                .flight(flightBytes(), flightBytes() + acked + PACKET_BYTES > bbr.cwndBytes()));
        seen.add(bbr.state());
    }

    long flightBytes() {
        return (long) inFlight.size() * PACKET_BYTES;
    }

    double bdpBytes() {
        return packetsPerMilli * rttMillis * PACKET_BYTES;
    }

    long deliveredBytes() {
        return deliveredBytes;
    }

    long nowNanos() {
        return nowMillis * STEP_NANOS;
    }
}
