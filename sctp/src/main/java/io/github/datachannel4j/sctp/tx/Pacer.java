package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.core.Nanos;
import io.github.datachannel4j.sctp.core.Timer;

/**
 * Spreads packets over time as the congestion control wants it. Counts bytes that have left too early, which time pays back at whatever the
 * rate is by then, so that the average is right however late or early the owner comes, and a rate that was low for a moment holds nothing
 * back once it has risen.
 */
final class Pacer {
    /** Packets of so much time leave together: a timer for each packet would cost more than the packet. */
    private static final long QUANTUM_NANOS = Nanos.PER_MILLI;

    /** A pause of the flow saves up this much, since timers are late by a millisecond or so; no more, or its end would be a burst. */
    private static final long CATCH_UP_NANOS = 2 * Nanos.PER_MILLI;

    /**
     * An owner that comes too late for the end of a wait, since its process was stopped or the processor busy, catches up on this much:
     * what is not made up for is missing in the bandwidth that the congestion control sees, from which the next rate follows, and so on
     * down. Most stops are shorter, and routers have room for a burst of this length.
     */
    private static final long LATENESS_NANOS_MAX = 20 * Nanos.PER_MILLI;

    /** Nor more bytes, which is more than buffers of sockets take in one go. */
    private static final long LATENESS_BYTES_MAX = 512 * 1024;

    /**
     * No packet waits longer, however low the rate: an estimate near zero may be a mistake that only another packet can correct, and what a
     * path of two packets a second needs is the retransmission time-out.
     */
    private static final long WAIT_NANOS_MAX = 500 * Nanos.PER_MILLI;

    private final Timer timer = new Timer();
    /** What has left ahead of the rate; negative after a pause. */
    private double aheadBytes;

    private long countedAtNanos = Timer.NEVER;
    /** A wait is over, and nothing has left since: what was not paid back in it is forgiven. */
    private boolean hasWaited;

    /** How much later than asked the owner came at the end of the last wait, and when that was. */
    private long latenessNanos;

    private long endOfWaitNanos;
    private boolean hasFallenBehind;

    /** Whether a packet may leave now. If not, {@link #nextTimeoutNanos} is when the next may. */
    boolean allows(long nowNanos, long bytesPerSecond) {
        if (bytesPerSecond == CongestionControl.UNPACED) {
            timer.stop();
            hasWaited = false;
            return true;
        }
        advanceTo(nowNanos);
        payBack(nowNanos, bytesPerSecond);
        if (hasWaited) {
            hasWaited = false;
            aheadBytes = Math.min(aheadBytes, 0);
        }
        long waitNanos = Math.min(nanosFor(aheadBytes, bytesPerSecond), WAIT_NANOS_MAX);
        // Once it waits it waits to the end, or each packet would have a timer of its own.
        if (waitNanos < (timer.isRunning() ? 1 : QUANTUM_NANOS)) {
            timer.stop();
            return true;
        }
        if (!timer.isRunning() || nowNanos + waitNanos < timer.deadlineNanos()) {
            timer.start(nowNanos, waitNanos);
        }
        return false;
    }

    /** A packet has left. */
    void onSent(long nowNanos, long bytes, long bytesPerSecond) {
        if (bytesPerSecond == CongestionControl.UNPACED) {
            aheadBytes = 0;
            countedAtNanos = nowNanos;
            return;
        }
        payBack(nowNanos, bytesPerSecond);
        aheadBytes += bytes;
    }

    private void payBack(long nowNanos, long bytesPerSecond) {
        if (nowNanos == countedAtNanos && aheadBytes >= 0) {
            // The next packet of a burst: no time has passed that could pay, and nothing is saved up that could be too
            // much.
            return;
        }
        double most = catchUpBytes(nowNanos, bytesPerSecond);
        double paid = countedAtNanos == Timer.NEVER ? most : bytesIn(nowNanos - countedAtNanos, bytesPerSecond);
        boolean isTooLate = latenessNanos > 0 && endOfWaitNanos == nowNanos;
        hasFallenBehind |= isTooLate && aheadBytes - paid < -most;
        aheadBytes = Math.max(aheadBytes - paid, -most);
        countedAtNanos = nowNanos;
    }

    /** How far behind the rate the flow may be now. What a late owner has not made up for soon it had nothing to send for. */
    private double catchUpBytes(long nowNanos, long bytesPerSecond) {
        double usual = bytesIn(CATCH_UP_NANOS, bytesPerSecond);
        long late = Math.min(latenessNanos, LATENESS_NANOS_MAX) - (nowNanos - endOfWaitNanos);
        return latenessNanos == 0
                ? usual
                : Math.max(usual, Math.min(bytesIn(late, bytesPerSecond), LATENESS_BYTES_MAX));
    }

    private static double bytesIn(long nanos, long bytesPerSecond) {
        return (double) nanos * bytesPerSecond / Nanos.PER_SECOND;
    }

    private static long nanosFor(double bytes, long bytesPerSecond) {
        // A rate of nothing asks for an endless wait, which the cast makes the greatest number.
        return bytes <= 0 ? 0 : (long) (bytes * Nanos.PER_SECOND / bytesPerSecond);
    }

    /** The wait is over; what is sent then begins a new one. */
    void advanceTo(long nowNanos) {
        long deadlineNanos = timer.deadlineNanos();
        if (timer.expire(nowNanos)) {
            hasWaited = true;
            latenessNanos = nowNanos - deadlineNanos;
            endOfWaitNanos = nowNanos;
        }
    }

    /**
     * Whether since the last call the owner has come so late that not all can be made up for: then less leaves than the path may carry,
     * and for no fault of the path.
     */
    boolean takeFallenBehind() {
        boolean taken = hasFallenBehind;
        hasFallenBehind = false;
        return taken;
    }

    long nextTimeoutNanos() {
        return timer.deadlineNanos();
    }
}
