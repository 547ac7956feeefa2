package io.github.datachannel4j.interop.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes the time that something needs, and beside it how long this process has stood still meanwhile, as it does on a machine with too much to do.
 * So a test can hold a bound of half a second: what the machine takes is not charged to what is tested.
 */
public final class Stopwatch implements AutoCloseable {
    private static final long TICK_MILLIS = 10;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stopwatch").factory());
    private final AtomicLong stalledNanos = new AtomicLong();
    private final long startNanos = System.nanoTime();
    private long lastTickNanos = startNanos;

    private Stopwatch() {
        ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** From now on. */
    public static Stopwatch start() {
        return new Stopwatch();
    }

    private void tick() {
        long now = System.nanoTime();
        stalledNanos.addAndGet(Math.max(0, now - lastTickNanos - TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)));
        lastTickNanos = now;
    }

    /**
     * Fails if it has taken longer than this, and longer than what this process has stood still on top.
     *
     * @return the time that it has taken, for people
     */
    public String assertWithin(Duration bound, String what) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
        Duration stalled = Duration.ofNanos(stalledNanos.get());
        assertThat(elapsed.minus(stalled))
                .as("%s; after %s, of which this process has stood still for %s", what, elapsed, stalled)
                .isLessThanOrEqualTo(bound);
        return String.format(Locale.ROOT, "%.2f s", elapsed.toNanos() / NANOS_PER_SECOND);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
