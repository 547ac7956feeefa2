package io.github.datachannel4j.interop.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.peer.Accounting;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Batch;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.SendReport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One direction of one channel.
 *
 * @param from where messages are sent
 * @param to where they are counted
 * @param batch what one round sends
 * @param promise what its reliability promises
 */
record Flow(PeerChannel from, PeerChannel to, Batch batch, Promise promise) {
    enum Promise {
        ALL_IN_ORDER,
        ALL,
        NOTHING_TWICE
    }

    CompletableFuture<SendReport> send(int round) {
        return from.send(batch.from(round * batch.count()));
    }

    /** Checks what has arrived at the end of a round, and tells how many bytes of this round were certain to. */
    long awaitArrival(int round, Duration deadline) {
        long count = (round + 1L) * batch.count();
        if (promise == Promise.NOTHING_TWICE) {
            Accounting report = to.accounting();
            assertThat(report.corrupt()).as("damaged at %s", to).isZero();
            assertThat(report.duplicates()).as("repeated at %s", to).isZero();
            return 0;
        }
        Accounting report = Await.outcome(to.expect(count), count + " messages at " + to + " from " + from, deadline);
        long outOfOrder = promise == Promise.ALL ? report.outOfOrder() : 0;
        assertThat(report)
                .isEqualTo(new Accounting(count, (round + 1) * batch.totalBytes(), 0, 0, outOfOrder, count - 1));
        return batch.totalBytes();
    }
}
