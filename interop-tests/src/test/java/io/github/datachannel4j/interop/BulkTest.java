package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Capability;
import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.InEveryColumn;
import io.github.datachannel4j.interop.matrix.Matrix;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.peer.Accounting;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Batch;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.SendReport;
import io.github.datachannel4j.interop.peer.Stack;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;

@Order(5)
class BulkTest {
    private static final Duration DEADLINE = Duration.ofSeconds(150);
    private static final Batch HUNDRED_MEGABYTES = Batch.binary(1600, 64 * 1024);

    /** aiortc is Python throughout and takes most of a minute for 100 MB. */
    private static final Batch SIXTEEN_MEGABYTES = Batch.binary(256, 64 * 1024);

    private static final Batch TWICE_THE_WINDOW = Batch.binary(192, 64 * 1024);

    /** The senders wait above 1 MiB, so the last message may lie on top of that. */
    private static final long BUFFERED_MAX = (1 << 20) + 64 * 1024;

    @InEveryColumn(Capability.BACK_PRESSURE)
    void bufferedAmountHoldsTheSenderBack(Column column) {
        try (Pair pair = column.open(PeerOptions.COUNT, PeerOptions.COUNT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("back-pressure"));
            assertHeldBack(transfer(TWICE_THE_WINDOW, ends.ours(), ends.theirs()));
            assertHeldBack(transfer(TWICE_THE_WINDOW, ends.theirs(), ends.ours()));
        }
    }

    @InEveryColumn(Capability.BULK_TO_PEER)
    void hundredMegabytesToThePeer(Column column) {
        try (Pair pair = column.open(PeerOptions.COUNT, PeerOptions.COUNT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("bulk"));
            timedTransfer(column, ends.ours(), ends.theirs());
        }
    }

    @InEveryColumn(Capability.BULK_FROM_PEER)
    void hundredMegabytesFromThePeer(Column column) {
        try (Pair pair = column.open(PeerOptions.COUNT, PeerOptions.COUNT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("bulk"));
            timedTransfer(column, ends.theirs(), ends.ours());
        }
    }

    private static void timedTransfer(Column column, PeerChannel from, PeerChannel to) {
        Batch batch = column.stack() == Stack.AIORTC ? SIXTEEN_MEGABYTES : HUNDRED_MEGABYTES;
        long start = System.nanoTime();
        transfer(batch, from, to);
        long rate = batch.totalBytes() * 1000 / (System.nanoTime() - start);
        Matrix.note(column, rate + " MB/s" + (batch.equals(HUNDRED_MEGABYTES) ? "" : " (16 MB)"));
    }

    private static SendReport transfer(Batch batch, PeerChannel from, PeerChannel to) {
        CompletableFuture<SendReport> sent = from.send(batch);
        Accounting report = Await.outcome(
                to.expect(batch.count()), batch.totalBytes() + " bytes at " + to + " from " + from, DEADLINE);

        assertThat(report).isEqualTo(new Accounting(batch.count(), batch.totalBytes(), 0, 0, 0, batch.count() - 1));
        return Await.outcome(sent, "the end of sending");
    }

    private static void assertHeldBack(SendReport report) {
        assertThat(report.waits()).isPositive();
        assertThat(report.highestBufferedBytes()).isLessThanOrEqualTo(BUFFERED_MAX);
    }
}
