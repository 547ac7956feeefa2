package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.core.BackoffTimer;
import io.github.datachannel4j.sctp.core.Timer;

/**
 * What runs once SHUTDOWN or SHUTDOWN ACK was sent (RFC 9260 §9.2).
 *
 * @param t2Shutdown repeats it
 * @param t5Guard ends the attempt as a whole
 */
record ShutdownTimers(BackoffTimer t2Shutdown, Timer t5Guard) {
    /**
     * RFC 9260 §9.2 has five times RTO.Max, which is five minutes with its own maximum. With the short one of WebRTC that would be a
     * few attempts only, too few on a lossy path.
     */
    private static final int GUARD_RTOS = 20;

    static ShutdownTimers start(long nowNanos, TransmissionControlBlock tcb) {
        Timer guard = new Timer();
        guard.start(nowNanos, GUARD_RTOS * tcb.path().rto().rtoMaxNanos());
        return restart(nowNanos, tcb, guard);
    }

    /** T2 begins anew, the guard goes on. */
    static ShutdownTimers restart(long nowNanos, TransmissionControlBlock tcb, Timer t5Guard) {
        long rto = tcb.path().rto().rtoNanos();
        return new ShutdownTimers(
                new BackoffTimer(nowNanos, rto, tcb.path().rto().rtoMaxNanos()), t5Guard);
    }

    long deadlineNanos() {
        return Math.min(t2Shutdown.deadlineNanos(), t5Guard.deadlineNanos());
    }
}
