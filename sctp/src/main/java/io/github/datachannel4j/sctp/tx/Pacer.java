package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.core.Nanos;
import io.github.datachannel4j.sctp.core.Timer;

/**
 * Spreads packets over time as the congestion control wants it. Keeps the moment at which the next packet is due, so that the average rate is
 * exact however late or early the owner comes.
 */
final class Pacer {
    /** Packets of so much time leave together: a timer for each packet would cost more than the packet. */
    private static final long QUANTUM_NANOS = Nanos.PER_MILLI;

    /** An owner that comes too late may catch up on this much, since timers are late by a millisecond or so; no more, or it would be a burst. */
    private static final long CATCH_UP_NANOS = 2 * Nanos.PER_MILLI;

    private final Timer timer = new Timer();
    private long dueNanos;

    /** Whether a packet may leave now. If not, {@link #nextTimeoutNanos} is when the next may. */
    boolean allows(long nowNanos, long bytesPerSecond) {
        if (bytesPerSecond == CongestionControl.UNPACED) {
            timer.stop();
            return true;
        }
        if (timer.isRunning()) {
            return timer.expire(nowNanos);
        }
        if (dueNanos < nowNanos + QUANTUM_NANOS) {
            return true;
        }
        timer.start(dueNanos, 0);
        return false;
    }

    /** A packet has left. */
    void onSent(long nowNanos, long bytes, long bytesPerSecond) {
        if (bytesPerSecond == CongestionControl.UNPACED) {
            dueNanos = nowNanos;
            return;
        }
        long costNanos = (long) ((double) bytes * Nanos.PER_SECOND / bytesPerSecond);
        dueNanos = Math.max(dueNanos, nowNanos - CATCH_UP_NANOS) + costNanos;
    }

    /** Nothing is held back any more, or the wait is over. */
    void advanceTo(long nowNanos) {
        timer.expire(nowNanos);
    }

    long nextTimeoutNanos() {
        return timer.deadlineNanos();
    }
}
