package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Capability;
import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.InEveryColumn;
import io.github.datachannel4j.interop.matrix.Matrix;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.Accounting;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Batch;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.PeerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;

@Order(7)
class ManyPeersTest {
    private static final int PEERS = 20;
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final Batch EACH = Batch.binary(50, 4000);

    @InEveryColumn(Capability.TWENTY_PEERS)
    void twentyPeersOnOnePort(Column column) {
        long start = System.nanoTime();
        List<CompletableFuture<Void>> peers = IntStream.range(0, PEERS)
                .mapToObj(i -> inThread(() -> connectAndExchange(column)))
                .toList();

        Await.outcome(CompletableFuture.allOf(peers.toArray(CompletableFuture[]::new)), PEERS + " peers", DEADLINE);
        Matrix.noteTimeSince(start, column);
    }

    private static void connectAndExchange(Column column) {
        try (Pair pair = column.open(PeerOptions.COUNT, PeerOptions.COUNT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("one-of-many"));
            ends.ours().send(EACH);
            ends.theirs().send(EACH);
            assertIntact(Await.outcome(ends.theirs().expect(EACH.count()), "messages at " + ends.theirs()));
            assertIntact(Await.outcome(ends.ours().expect(EACH.count()), "messages at " + ends.ours()));
            assertThat(pair.us().gathered()).contains(" " + Stage.factory().udpPort() + " typ host");
        }
    }

    private static void assertIntact(Accounting report) {
        assertThat(report).isEqualTo(new Accounting(EACH.count(), EACH.totalBytes(), 0, 0, 0, EACH.count() - 1));
    }

    private static CompletableFuture<Void> inThread(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
