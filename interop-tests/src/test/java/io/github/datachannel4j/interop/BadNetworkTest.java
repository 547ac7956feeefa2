package io.github.datachannel4j.interop;

import io.github.datachannel4j.interop.matrix.Capability;
import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.InEveryColumn;
import io.github.datachannel4j.interop.matrix.Matrix;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.Stack;
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
        try (Pair pair = column.open(PeerOptions.COUNT, PeerOptions.COUNT)) {
            MixedTraffic traffic = MixedTraffic.prepare(pair, mixFor(column.stack()));
            try (Detour detour = Detour.connect(
                    pair.connection().offerer(), pair.connection().answerer(), CONDITIONS)) {
                long bytes = traffic.run(SOAK);
                Matrix.note(column, String.format(Locale.ROOT, "%.1f MB", bytes / 1e6));
            }
        }
    }

    /**
     * Of the ordered messages that it has held back for a missing one, aiortc 1.4 delivers only those whose TSNs follow each other: with data of
     * other channels between them, the rest stays for ever.
     */
    private static MixedTraffic.Mix mixFor(Stack stack) {
        return stack == Stack.AIORTC ? MixedTraffic.Mix.ONE_CHANNEL : MixedTraffic.Mix.EVERYTHING;
    }
}
