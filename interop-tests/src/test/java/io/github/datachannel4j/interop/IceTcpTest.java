package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.Accounting;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Batch;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.Connection;
import io.github.datachannel4j.interop.peer.Mode;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.TcpOptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections for which we have a TCP port and nothing else, as where a network drops UDP. */
@Order(9)
class IceTcpTest {
    private static final Batch MEGABYTES = Batch.binary(64, 64 * 1024);

    private static OurPeer peer(TcpOptions tcp) {
        return new OurPeer(
                PeerConnection.create(PeerConnectionConfig.defaults()
                        .withNetwork(NetworkOptions.defaults().withTcp(tcp))),
                Mode.COUNT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Stack.class,
            names = {"CHROMIUM", "FIREFOX"})
    void browsersConnectToOurTcpPort(Stack browser) {
        OurPeer us = peer(TcpOptions.off().withPassivePort(0).withoutUdp());
        var them = Stage.open(browser, PeerOptions.COUNT);
        try (Pair pair = new Pair(us, them, new Connection(us, them))) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("over TCP"));

            assertThat(us.gathered()).contains("tcptype passive").doesNotContain(" udp ");
            assertArrives(ends.ours(), ends.theirs());
            assertArrives(ends.theirs(), ends.ours());
        }
    }

    @Test
    void twoOfOursConnectOverTcp() {
        try (OurPeer offerer = peer(TcpOptions.off().withActive().withoutUdp());
                OurPeer answerer = peer(TcpOptions.off().withPassivePort(0).withoutUdp())) {
            PeerChannel created = offerer.createChannel(ChannelSpec.of("over TCP"));
            new Connection(offerer, answerer).connect();
            PeerChannel announced = answerer.inbox().nextChannel();
            created.awaitOpen();

            assertThat(offerer.gathered()).contains(" 9 typ host tcptype active");
            assertArrives(created, announced);
            assertArrives(announced, created);
        }
    }

    private static void assertArrives(PeerChannel from, PeerChannel to) {
        from.send(MEGABYTES);
        Accounting report = Await.outcome(to.expect(MEGABYTES.count()), "messages over TCP at " + to);
        assertThat(report)
                .isEqualTo(new Accounting(MEGABYTES.count(), MEGABYTES.totalBytes(), 0, 0, 0, MEGABYTES.count() - 1));
    }
}
