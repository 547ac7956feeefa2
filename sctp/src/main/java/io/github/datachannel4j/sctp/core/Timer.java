package io.github.datachannel4j.sctp.core;

/** A deadline. Its owner asks whether it has passed; nothing is called back. */
public final class Timer {
    /** The deadline of a timer that does not run. */
    public static final long NEVER = Long.MAX_VALUE;

    private long deadlineNanos = NEVER;

    /** Sets the deadline, also when the timer runs already. */
    public void start(long nowNanos, long durationNanos) {
        deadlineNanos = nowNanos + durationNanos;
    }

    public void stop() {
        deadlineNanos = NEVER;
    }

    public boolean isRunning() {
        return deadlineNanos != NEVER;
    }

    /** Whether the deadline has passed; tells so once and stops. */
    public boolean expire(long nowNanos) {
        if (nowNanos < deadlineNanos) {
            return false;
        }
        stop();
        return true;
    }

    /** The deadline, or {@link #NEVER}. */
    public long deadlineNanos() {
        return deadlineNanos;
    }
}
