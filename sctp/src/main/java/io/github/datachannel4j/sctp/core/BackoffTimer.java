package io.github.datachannel4j.sctp.core;

/** A timer for something that is repeated until it is answered: each time it expires, it starts anew for twice as long. */
public final class BackoffTimer {
    private final Timer timer = new Timer();
    private final long maxNanos;
    private long durationNanos;
    private int expirations;

    /** A timer that runs from now on, for {@code firstNanos} at first and {@code maxNanos} at most. */
    public BackoffTimer(long nowNanos, long firstNanos, long maxNanos) {
        this.maxNanos = maxNanos;
        this.durationNanos = firstNanos;
        timer.start(nowNanos, firstNanos);
    }

    /** Whether the deadline has passed; if so the next one is set. */
    public boolean expire(long nowNanos) {
        if (!timer.expire(nowNanos)) {
            return false;
        }
        expirations++;
        durationNanos = Math.min(2 * durationNanos, maxNanos);
        timer.start(nowNanos, durationNanos);
        return true;
    }

    /** How often it has expired. */
    public int expirations() {
        return expirations;
    }

    public long deadlineNanos() {
        return timer.deadlineNanos();
    }
}
