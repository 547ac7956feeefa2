package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.core.Nanos;
import org.jspecify.annotations.Nullable;

/** CUBIC (RFC 9438) with HyStart++ (RFC 9406), as TCP has it nearly everywhere; paced, so that a window is no burst. */
public final class Cubic implements CongestionControl {
    /** RFC 9438 §4.6: ssthresh is never less. */
    private static final int SSTHRESH_PACKETS_MIN = 2;

    private static final long NOT_LIMITED = -1;

    private final int initialCwndPackets;
    private final HyStartPlusPlus hyStart = new HyStartPlusPlus();
    private final WindowPacing pacing = new WindowPacing();
    private CubicWindow window = new CubicWindow();
    private long packetBytes;
    private long cwndBytes;
    private long ssthreshBytes = Long.MAX_VALUE;
    /** The part of a byte that growth has left over. */
    private double cwndFraction;

    private long appLimitedSinceNanos = NOT_LIMITED;
    private @Nullable Before before; // null before the first loss

    /** What a spurious loss gives back (§4.9). */
    private record Before(CubicWindow window, long cwndBytes, long ssthreshBytes) {}

    public Cubic(Start start) {
        this.packetBytes = start.packetBytes();
        this.initialCwndPackets = start.initialCwndPackets();
        this.cwndBytes = packetBytes * initialCwndPackets;
    }

    @Override
    public long cwndBytes() {
        return cwndBytes;
    }

    @Override
    public long ssthreshBytes() {
        return ssthreshBytes;
    }

    @Override
    public long pacingBytesPerSecond() {
        return pacing.bytesPerSecond(cwndBytes, isSlowStart());
    }

    private boolean isSlowStart() {
        return cwndBytes < ssthreshBytes;
    }

    @Override
    public void onAcknowledged(AcknowledgementSample sample) {
        pacing.observe(sample);
        if (sample.ackedBytes() == 0 || sample.recovery() == Recovery.FAST_RECOVERY) {
            return;
        }
        if (!isUsed(sample)) {
            if (appLimitedSinceNanos == NOT_LIMITED) {
                appLimitedSinceNanos = sample.nowNanos();
            }
            return;
        }
        if (appLimitedSinceNanos != NOT_LIMITED) {
            window.shift((double) (sample.nowNanos() - appLimitedSinceNanos) / Nanos.PER_SECOND);
            appLimitedSinceNanos = NOT_LIMITED;
        }
        if (isSlowStart()) {
            growInSlowStart(sample);
        } else {
            growOnTheCurve(sample);
        }
    }

    /** A window that is not used says nothing about the network; half of it is used while slow start doubles it (RFC 9002 §7.8 likewise). */
    private boolean isUsed(AcknowledgementSample sample) {
        long used = sample.flightBeforeBytes() + packetBytes;
        return isSlowStart() ? 2 * used > cwndBytes : used + packetBytes > cwndBytes;
    }

    private void growInSlowStart(AcknowledgementSample sample) {
        HyStartPlusPlus.Phase phase =
                hyStart.acknowledged(sample.rttNanos(), sample.priorDeliveredBytes(), sample.deliveredBytes());
        if (phase == HyStartPlusPlus.Phase.DONE) {
            ssthreshBytes = cwndBytes;
            window.beginEpoch();
        } else {
            cwndBytes += hyStart.growthBytes(sample.ackedBytes());
        }
    }

    private void growOnTheCurve(AcknowledgementSample sample) {
        double packets = (cwndBytes + cwndFraction) / packetBytes;
        double acked = (double) sample.ackedBytes() / packetBytes;
        double now = (double) sample.nowNanos() / Nanos.PER_SECOND;
        double grown = window.grow(now, packets, acked, (double) sample.srttNanos() / Nanos.PER_SECOND) * packetBytes;
        cwndBytes = (long) grown;
        cwndFraction = grown - cwndBytes;
    }

    @Override
    public void onLoss(long nowNanos, long lostBytes, long flightBytes) {
        reduce();
        cwndBytes = ssthreshBytes;
    }

    @Override
    public void onRetransmissionTimeout(long nowNanos, long flightBytes) {
        reduce();
        cwndBytes = packetBytes;
        window.forgetMax();
        hyStart.restart();
    }

    private void reduce() {
        before = new Before(window.copy(), cwndBytes, ssthreshBytes);
        double packets = window.shrink((double) cwndBytes / packetBytes);
        ssthreshBytes = ((long) Math.max(packets, SSTHRESH_PACKETS_MIN)) * packetBytes;
        cwndFraction = 0;
    }

    @Override
    public void onSpuriousRetransmission(long nowNanos) {
        Before state = before;
        if (state != null && state.cwndBytes > cwndBytes) {
            window = state.window.copy();
            cwndBytes = state.cwndBytes;
            ssthreshBytes = state.ssthreshBytes;
        }
    }

    @Override
    public void onIdle(long nowNanos, long timeouts) {
        // RFC 9260 §7.2.1, as NewReno has it; the curve begins anew where the window then is.
        long halved = cwndBytes >> Math.min(timeouts, Long.SIZE - 1);
        cwndBytes = Math.max(halved, Math.min(cwndBytes, packetBytes * initialCwndPackets));
        window.beginEpoch();
    }

    @Override
    public void onPacketBytesChanged(long newPacketBytes) {
        packetBytes = newPacketBytes;
        window.beginEpoch();
    }
}
