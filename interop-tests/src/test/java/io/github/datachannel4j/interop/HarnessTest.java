package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.Accounting;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Batch;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.Connection;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.Stack;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The others among themselves: when this fails, the machine or the harness is at fault and not our stack. */
@Order(0)
class HarnessTest {
    @ParameterizedTest
    @EnumSource(Stack.class)
    void chromiumTalksToTheOthers(Stack stack) {
        try (Connection connection =
                new Connection(Stage.open(Stack.CHROMIUM, PeerOptions.COUNT), Stage.open(stack, PeerOptions.COUNT))) {
            PeerChannel created = connection.offerer().createChannel(ChannelSpec.of("harness"));
            connection.connect();
            PeerChannel announced = connection.answerer().inbox().nextChannel();
            created.awaitOpen();
            announced.awaitOpen();

            assertIntact(Batch.binary(100, 16_384), created, announced);
            assertIntact(Batch.text(100, 1_200), announced, created);
        }
    }

    private static void assertIntact(Batch batch, PeerChannel from, PeerChannel to) {
        from.send(batch);
        Accounting report = Await.outcome(to.expect(batch.count()), "the messages at " + to);

        assertThat(report).isEqualTo(new Accounting(batch.count(), batch.totalBytes(), 0, 0, 0, batch.count() - 1));
    }
}
