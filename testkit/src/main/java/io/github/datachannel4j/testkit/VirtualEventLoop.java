package io.github.datachannel4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An event loop on virtual time, for tests of whole peers without threads: tasks run when the test moves the {@link VirtualTime}.
 *
 * <p>It keeps the promise of a real loop that a task runs neither at once nor beside another one. What a task handed to
 * {@link #execute} throws reaches the test through the call that moves the time; what a scheduled task throws is in its future, as
 * everywhere, and in {@link #failures()}.
 */
public final class VirtualEventLoop extends AbstractExecutorService implements ScheduledExecutorService {
    private final VirtualTime time;
    private final List<Task<?>> waiting = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private boolean shutdown;

    public VirtualEventLoop(VirtualTime time) {
        this.time = time;
    }

    /** The clock that drives this loop; several loops may share one. */
    public VirtualTime time() {
        return time;
    }

    /** What scheduled tasks have thrown; a test that expects none asserts that this is empty. */
    public List<Throwable> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void execute(Runnable command) {
        rejectAfterShutdown();
        time.scheduleIn(0, command);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return start(new Task<@Nullable Object>(asCallable(command), unit.toNanos(delay), 0));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return start(new Task<>(callable, unit.toNanos(delay), 0));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return start(new Task<@Nullable Object>(
                asCallable(command), unit.toNanos(initialDelay), positive(unit.toNanos(period))));
    }

    /** The same as {@link #scheduleAtFixedRate}, since a task takes no virtual time. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(command, initialDelay, delay, unit);
    }

    private static Callable<@Nullable Object> asCallable(Runnable command) {
        return () -> {
            command.run();
            return null;
        };
    }

    private static long positive(long periodNanos) {
        if (periodNanos <= 0) {
            throw new IllegalArgumentException("a period must be positive");
        }
        return periodNanos;
    }

    private <T extends Task<?>> T start(T task) {
        rejectAfterShutdown();
        waiting.add(task);
        task.arm();
        return task;
    }

    private void rejectAfterShutdown() {
        if (shutdown) {
            throw new RejectedExecutionException("the loop is shut down");
        }
    }

    /** Takes no more tasks and cancels the scheduled ones, as Netty's loops do; what was handed to {@link #execute} still runs. */
    @Override
    public void shutdown() {
        shutdown = true;
        List.copyOf(waiting).forEach(task -> task.cancel(false));
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> neverRun = List.copyOf(waiting);
        shutdown();
        return neverRun;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && waiting.isEmpty();
    }

    /** Answers at once: the time moves only when the test moves it. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    private final class Task<V extends @Nullable Object> extends FutureTask<V> implements RunnableScheduledFuture<V> {
        private final long periodNanos;
        private long dueNanos;
        private VirtualTime.@Nullable Event event; // null until armed

        Task(Callable<V> callable, long delayNanos, long periodNanos) {
            super(callable);
            this.periodNanos = periodNanos;
            this.dueNanos = time.nowNanos() + Math.max(0, delayNanos);
        }

        void arm() {
            event = time.scheduleAt(dueNanos, this);
        }

        @Override
        public void run() {
            if (!isPeriodic()) {
                super.run();
            } else if (runAndReset()) {
                dueNanos += periodNanos;
                arm();
            }
        }

        @Override
        protected void setException(Throwable thrown) {
            failures.add(thrown);
            super.setException(thrown);
        }

        @Override
        protected void done() {
            waiting.remove(this);
            if (event != null) {
                event.cancel();
            }
        }

        @Override
        public boolean isPeriodic() {
            return periodNanos > 0;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - time.nowNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
