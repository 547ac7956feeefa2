package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Capability;
import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.InEveryColumn;
import io.github.datachannel4j.interop.matrix.Matrix;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.interop.peer.WireTally;
import io.github.datachannel4j.interop.relay.Detour;
import io.github.datachannel4j.interop.relay.MixedTraffic;
import io.github.datachannel4j.testkit.LinkConditions;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Order;

/**
 * Everything at once, through a relay that loses, delays and reorders. For longer: {@code -Dinterop.soakSeconds=600}, with
 * {@code -Djunit.jupiter.execution.timeout.mode=disabled}.
 */
@Order(6)
class BadNetworkTest {
    private static final Duration SOAK = Duration.ofSeconds(Long.getLong("interop.soakSeconds", 4));

    /** 50 ms of round trip, one packet in a hundred lost, and a bottleneck with 100 ms of queue. */
    private static final LinkConditions CONDITIONS = LinkConditions.perfect()
            .withDelayMillis(25, 2)
            .withLossRate(0.01)
            .withReordering(0.005, 20)
            .withDuplicateRate(0.002)
            .withBandwidth(20_000, 250_000);

    @InEveryColumn(Capability.BAD_NETWORK)
    @SuppressWarnings("try") // the detour is only to be there
    void losesAndStopsNothing(Column column) {
        WireTally wire = new WireTally();
        MixedTraffic.Mix mix = mixFor(column.stack());
        try (Pair pair =
                column.pair(Stage.ourPeer(PeerOptions.COUNT, wire), Stage.open(column.stack(), PeerOptions.COUNT))) {
            MixedTraffic traffic = MixedTraffic.prepare(pair, mix);
            try (Detour detour = Detour.connect(
                    pair.connection().offerer(), pair.connection().answerer(), CONDITIONS)) {
                long bytes = traffic.run(SOAK);
                Matrix.note(column, String.format(Locale.ROOT, "%.1f MB%s", bytes / 1e6, mix.note()));
                if (pair.us() instanceof OurPeer us) {
                    assertExtensionsStillInUse(column.stack(), us, wire);
                }
            }
        }
    }

    /** So that what has been soaked is I-DATA with Firefox, and packets without a checksum with libdatachannel. */
    private static void assertExtensionsStillInUse(Stack stack, OurPeer us, WireTally wire) {
        Extensions expected = Extensions.expectedWith(stack);
        Extensions seen = Extensions.seenAt(us, wire);
        // An INIT that is sent again says nothing of the checksum, so one that was lost here takes that away.
        assertThat(wire.out().inits() > 1 ? seen.withChecksumsAsIn(expected) : seen)
                .as("with %s", stack)
                .isEqualTo(expected);
    }

    /**
     * Once aiortc 1.4 has delivered a message that was held back for a missing one, it goes on only with what has the next TSN: with data of
     * other channels between them, the rest waits for whatever comes next on that channel, and at the end of a round nothing does.
     */
    private static MixedTraffic.Mix mixFor(Stack stack) {
        return stack == Stack.AIORTC ? MixedTraffic.Mix.ONE_CHANNEL_TO_IT : MixedTraffic.Mix.EVERYTHING;
    }
}
