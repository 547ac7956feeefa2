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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Goodput of a reliable channel through the relay: two peers of ours, and two of other stacks on the same path, one pair after the other.
 * Not part of the build; {@code benchmarks/run live} prints it. One transfer each: read the ratios, not the digits.
 */
class LiveFigures {
    private static final int MESSAGE_BYTES = 16 * 1024;
    private static final Duration DEADLINE = Duration.ofMinutes(4);

    /** Slow start is over after this, and the windows are open. */
    private static final Batch WARM_UP = Batch.binary(32, MESSAGE_BYTES);

    private record Path(String name, LinkConditions conditions, int messages) {}

    private static final List<Path> PATHS = List.of(
            new Path("20 Mbit/s, 50 ms, 1 % loss", path(50, 20_000).withLossRate(0.01), 512),
            new Path("100 Mbit/s, 50 ms, 1 % loss", path(50, 100_000).withLossRate(0.01), 512),
            new Path("100 Mbit/s, 100 ms, no loss", path(100, 100_000), 1024));

    private record Contender(String name, Supplier<Peer> sender, Supplier<Peer> receiver) {}

    private static final List<Contender> CONTENDERS = List.of(
            new Contender("datachannel4j", LiveFigures::ours, LiveFigures::ours),
            new Contender("datachannel4j to Chromium", LiveFigures::ours, () -> other(Stack.CHROMIUM)),
            new Contender("Chromium to datachannel4j", () -> other(Stack.CHROMIUM), LiveFigures::ours),
            new Contender("Chromium", () -> other(Stack.CHROMIUM), () -> other(Stack.CHROMIUM)),
            new Contender("libdatachannel", () -> other(Stack.LIBDATACHANNEL), () -> other(Stack.LIBDATACHANNEL)),
            new Contender("pion", () -> other(Stack.PION), () -> other(Stack.PION)));

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void goodput() {
        StringBuilder table = new StringBuilder(
                "\n| path | sender and receiver | Mbit/s | ours, as a multiple |\n| --- | --- | --- | --- |\n");
        for (Path path : PATHS) {
            double ours = 0;
            for (Contender contender : CONTENDERS) {
                double rate = measure(contender, path);
                ours = ours == 0 ? rate : ours;
                table.append(String.format(
                        Locale.ROOT, "| %s | %s | %.1f | %.1f |%n", path.name(), contender.name(), rate, ours / rate));
                System.err.printf(Locale.ROOT, "%s, %s: %.1f Mbit/s%n", path.name(), contender.name(), rate);
            }
        }
        System.out.println(table);
    }

    @SuppressWarnings("try") // the detour is only to be there
    private static double measure(Contender contender, Path path) {
        try (Peer sender = contender.sender().get();
                Peer receiver = contender.receiver().get()) {
            PeerChannel from = sender.createChannel(ChannelSpec.of("bulk"));
            try (Detour detour = Detour.connect(sender, receiver, path.conditions())) {
                from.awaitOpen();
                PeerChannel to = receiver.inbox().nextChannel();
                transfer(from, to, WARM_UP, 0);
                long start = System.nanoTime();
                long bytes = transfer(from, to, Batch.binary(path.messages(), MESSAGE_BYTES), WARM_UP.count());
                return bytes * 8e3 / (System.nanoTime() - start);
            }
        }
    }

    private static long transfer(PeerChannel from, PeerChannel to, Batch batch, int first) {
        from.send(batch.from(first));
        int count = first + batch.count();
        Accounting report = Await.outcome(to.expect(count), count + " messages at " + to, DEADLINE);
        assertThat(report.corrupt() + report.duplicates() + report.outOfOrder()).isZero();
        return batch.totalBytes();
    }

    private static Peer ours() {
        return Stage.ourPeer(PeerOptions.COUNT);
    }

    private static Peer other(Stack stack) {
        return Stage.open(stack, PeerOptions.COUNT);
    }

    /** With a queue of one round trip, as a well-made router has. */
    private static LinkConditions path(int roundTripMillis, int kilobitsPerSecond) {
        return LinkConditions.perfect()
                .withDelayMillis(roundTripMillis / 2.0, 0)
                .withBandwidth(kilobitsPerSecond, kilobitsPerSecond / 8 * roundTripMillis);
    }
}
