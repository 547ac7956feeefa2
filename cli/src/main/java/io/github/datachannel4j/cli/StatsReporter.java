package io.github.datachannel4j.cli;

import io.github.datachannel4j.cli.StatsOption.Named;
import io.github.datachannel4j.peerconnection.StatsReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prints the figures of connections, in intervals and when it is closed, which has to be while they still live. */
final class StatsReporter implements AutoCloseable {
    /** Tells nothing. */
    static final StatsReporter NONE =
            new StatsReporter(new PrintWriter(PrintWriter.nullWriter()), List::of, Duration.ZERO);

    /** A connection that is just ending may never answer. */
    private static final int ANSWER_SECONDS_MAX = 5;

    /** Nobody reads more at a time, and a server may have thousands. */
    private static final int CONNECTIONS_MAX = 20;

    private final PrintWriter out;
    private final Supplier<List<Named>> connections;
    private final Duration interval;
    private @Nullable ScheduledExecutorService timer; // null before the start, and when it tells only at the end

    /**
     * One that has still to be started.
     *
     * @param connections asked each time
     * @param interval zero to tell only at the end
     */
    StatsReporter(PrintWriter out, Supplier<List<Named>> connections, Duration interval) {
        this.out = out;
        this.connections = connections;
        this.interval = interval;
    }

    void start() {
        if (interval.isZero()) {
            return;
        }
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("dc4j-stats").factory());
        var unused = timer.scheduleWithFixedDelay(
                this::print, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void print() {
        List<Named> all = connections.get();
        List<Named> shown = all.subList(0, Math.min(all.size(), CONNECTIONS_MAX));
        // All are asked before the first is waited for, so that many silent ones take no longer than one.
        List<CompletableFuture<StatsReport>> answers =
                shown.stream().map(named -> named.connection().getStats()).toList();
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS_MAX);
        for (int i = 0; i < shown.size(); i++) {
            out.println(shown.get(i).name() + ":");
            lines(answers.get(i), deadlineNanos).forEach(line -> out.println("  " + line));
        }
        if (all.size() > CONNECTIONS_MAX) {
            out.println("and " + (all.size() - CONNECTIONS_MAX) + " more");
        }
        out.flush();
    }

    private static List<String> lines(CompletableFuture<StatsReport> answer, long deadlineNanos) {
        try {
            return StatsText.of(answer.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            return List.of("no figures: " + e.getCause());
        } catch (TimeoutException e) {
            return List.of("no figures: no answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of("no figures: interrupted");
        }
    }

    /** Tells for the last time. */
    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
        print();
    }
}
