package io.github.datachannel4j.interop.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.Accounting;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Batch;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.Peer;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.testkit.LinkConditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Goodput of a reliable channel through the relay, for links x round trips: two peers of ours, and two of other stacks on the same path, one
 * pair after the other. Not part of the build; {@code benchmarks/run live} prints it. One transfer each: read the ratios, not the digits.
 */
class LiveFigures {
    private static final int MESSAGE_BYTES = 16 * 1024;

    /** More than any link carries while it is watched; what has not left by then is thrown away with its peer. */
    private static final int MESSAGES = 1 << 20;

    /** As in {@code benchmarks/run goodput}, whose cells these are: a hundred packets, however short the way is. */
    private static final int QUEUE_BYTES_MIN = 120_000;

    private static final int WARM_UP_ROUND_TRIPS = 20;
    private static final long WARM_UP_MILLIS_MIN = 2000;

    /** Who sends to whom. */
    private enum Couple {
        OURS("datachannel4j"),
        OURS_TO_CHROMIUM("ours to Chromium"),
        CHROMIUM_TO_OURS("Chromium to ours"),
        CHROMIUM("Chromium"),
        LIBDATACHANNEL("libdatachannel"),
        PION("pion");

        private final String title;

        Couple(String title) {
            this.title = title;
        }

        Peer sender() {
            return switch (this) {
                case OURS, OURS_TO_CHROMIUM -> ours();
                case CHROMIUM, CHROMIUM_TO_OURS -> other(Stack.CHROMIUM);
                case LIBDATACHANNEL -> other(Stack.LIBDATACHANNEL);
                case PION -> other(Stack.PION);
            };
        }

        Peer receiver() {
            return switch (this) {
                case OURS, CHROMIUM_TO_OURS -> ours();
                case CHROMIUM, OURS_TO_CHROMIUM -> other(Stack.CHROMIUM);
                case LIBDATACHANNEL -> other(Stack.LIBDATACHANNEL);
                case PION -> other(Stack.PION);
            };
        }
    }

    private record Path(int megabits, int rttMillis, double lossPercent) {
        LinkConditions conditions() {
            int bdpBytes = megabits * 125 * rttMillis;
            return LinkConditions.perfect()
                    .withDelayMillis(rttMillis / 2.0, 0)
                    .withBandwidth(megabits * 1000L, Math.max(QUEUE_BYTES_MIN, bdpBytes))
                    .withLossRate(lossPercent / 100);
        }

        Duration warmUp() {
            return Duration.ofMillis(Math.max(WARM_UP_MILLIS_MIN, (long) WARM_UP_ROUND_TRIPS * rttMillis));
        }
    }

    private static final List<Couple> COUPLES =
            option("pairs", "OURS,CHROMIUM,LIBDATACHANNEL").map(Couple::valueOf).toList();
    private static final Duration MEASURED = Duration.ofSeconds(Long.getLong("live.seconds", 10));

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void goodput() {
        StringBuilder table = new StringBuilder("\n" + line("Link", "Round trip", "Loss"));
        COUPLES.forEach(couple -> table.append(' ').append(couple.title).append(" |"));
        table.append('\n').append("| --- ".repeat(3 + COUPLES.size())).append("|\n");
        List<String> failures = new ArrayList<>();
        for (Path path : paths()) {
            Map<Couple, Double> rates = new TreeMap<>();
            for (Couple couple : COUPLES) {
                rates.put(couple, measureOr(failures, couple, path));
                System.err.printf(Locale.ROOT, "%s %s: %.2f Mbit/s%n", path, couple, rates.get(couple));
            }
            table.append(row(path, rates));
        }
        System.out.println(table);
        assertThat(failures).isEmpty();
    }

    /** Not a number if the transfer failed, for the cells that an hour has filled are worth printing without it. */
    private static double measureOr(List<String> failures, Couple couple, Path path) {
        try {
            return measure(couple, path);
        } catch (AssertionError e) {
            failures.add(path + " " + couple + ": " + e.getMessage());
            return Double.NaN;
        }
    }

    private static List<Path> paths() {
        List<Path> paths = new ArrayList<>();
        for (int megabits :
                option("mbit", "1,20,100,1000").map(Integer::valueOf).toList()) {
            for (int rttMillis :
                    option("rtt", "0,20,50,100,300").map(Integer::valueOf).toList()) {
                for (double loss : option("loss", "1").map(Double::valueOf).toList()) {
                    paths.add(new Path(megabits, rttMillis, loss));
                }
            }
        }
        return paths;
    }

    private static Stream<String> option(String name, String otherwise) {
        return Stream.of(System.getProperty("live." + name, otherwise).split(","));
    }

    /** Megabits a second, and how many times as much ours carries. */
    private static String row(Path path, Map<Couple, Double> rates) {
        StringBuilder row = new StringBuilder(
                line(path.megabits() + " Mbit/s", path.rttMillis() + " ms", path.lossPercent() + " %"));
        double ours = rates.getOrDefault(Couple.OURS, 0.0);
        for (Couple couple : COUPLES) {
            row.append(cell(couple, rates.get(couple), ours));
        }
        return row.append('\n').toString();
    }

    private static String cell(Couple couple, double rate, double ours) {
        if (Double.isNaN(rate)) {
            return " failed |";
        }
        boolean hasRatio = couple != Couple.OURS && ours > 0;
        return String.format(Locale.ROOT, " %.2f", rate)
                + (hasRatio ? String.format(Locale.ROOT, ", x %.1f", ours / rate) : "")
                + " |";
    }

    private static String line(String link, String roundTrip, String loss) {
        return "| " + link + " | " + roundTrip + " | " + loss + " |";
    }

    @SuppressWarnings("try") // the detour is only to be there
    private static double measure(Couple couple, Path path) {
        try (Peer sender = couple.sender();
                Peer receiver = couple.receiver()) {
            PeerChannel from = sender.createChannel(ChannelSpec.of("bulk"));
            try (Detour detour = Detour.connect(sender, receiver, path.conditions())) {
                from.awaitOpen();
                PeerChannel to = receiver.inbox().nextChannel();
                return goodput(from, to, path.warmUp());
            }
        }
    }

    private static double goodput(PeerChannel from, PeerChannel to, Duration warmUp) {
        from.send(Batch.binary(MESSAGES, MESSAGE_BYTES));
        pass(warmUp);
        Accounting before = to.accounting();
        long start = System.nanoTime();
        pass(MEASURED);
        Accounting after = to.accounting();
        long end = System.nanoTime();
        assertThat(after.corrupt() + after.duplicates() + after.outOfOrder()).isZero();
        return (after.bytes() - before.bytes()) * 8e3 / (end - start);
    }

    private static void pass(Duration time) {
        Executor later = CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
        Await.outcome(CompletableFuture.runAsync(() -> {}, later), "some time", time.plus(Await.STEP));
    }

    private static Peer ours() {
        return Stage.ourPeer(PeerOptions.COUNT);
    }

    private static Peer other(Stack stack) {
        return Stage.open(stack, PeerOptions.COUNT);
    }
}
