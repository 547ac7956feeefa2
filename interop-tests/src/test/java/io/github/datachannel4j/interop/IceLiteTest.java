package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Capability;
import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.InEveryColumn;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.Stats;
import org.junit.jupiter.api.Order;

/** We only answer checks, as a server may that everybody can reach: whoever the peer is, it has to take the controlling role. */
@Order(1)
class IceLiteTest {
    @InEveryColumn(Capability.ICE_LITE)
    void connectsWithoutOneCheckOfOurs(Column column) {
        OurPeer us = new OurPeer(
                PeerConnection.create(PeerConnectionConfig.defaults()
                        .withNetwork(NetworkOptions.defaults().withIceLite())),
                PeerOptions.REPORT.mode());
        try (Pair pair = column.pair(us, Stage.open(column.stack(), PeerOptions.REPORT))) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("lite"));

            assertThat(us.gathered()).contains("a=ice-lite");
            assertRoundTrip(ends);
            Stats.OfTransport transport = of(us, Stats.OfTransport.class);
            assertThat(transport.iceRole()).isEqualTo("controlled");
            Stats.OfCandidatePair selected = of(us, Stats.OfCandidatePair.class);
            assertThat(selected.requestsSent() - selected.consentRequestsSent()).isZero();
        }
    }

    private static void assertRoundTrip(Pair.Ends ends) {
        ends.ours().send("from the lite side");
        assertThat(ends.theirs().nextMessage()).isEqualTo("from the lite side");
        ends.theirs().send("to the lite side");
        assertThat(ends.ours().nextMessage()).isEqualTo("to the lite side");
    }

    private static <T extends Stats> T of(OurPeer us, Class<T> type) {
        return Await.outcome(us.connection().getStats(), "getStats").of(type).getFirst();
    }
}
