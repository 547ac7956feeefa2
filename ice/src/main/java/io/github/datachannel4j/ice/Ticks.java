package io.github.datachannel4j.ice;

import java.util.concurrent.TimeUnit;

/**
 * Has the timers of all pairs that live expire together, some sixty times a second, for none of them has to be exact: thousands of idle
 * pairs would otherwise wake their loop for each consent check, and again for each answer. A pair in doubt has exact times.
 *
 * @param nanos between two ticks
 */
record Ticks(long nanos) {
    /** Sixty wake-ups a second cost next to nothing. */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(16);

    /** Where times are short, ticks are shorter still. */
    private static final int TICKS_PER_PROBE = 16;

    static Ticks of(IceTimings timings) {
        return new Ticks(Math.clamp(timings.probeNanos() / TICKS_PER_PROBE, 1, LONGEST_NANOS));
    }

    /** How long from now until the first tick when this wait is over. */
    long nanosUntil(long nowNanos, long waitNanos) {
        long due = nowNanos + waitNanos;
        long beyondTick = Math.floorMod(due, nanos);
        return beyondTick == 0 ? waitNanos : waitNanos + nanos - beyondTick;
    }
}
