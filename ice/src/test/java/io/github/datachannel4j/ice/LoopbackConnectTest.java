package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Agents of one process find each other over loopback. */
class LoopbackConnectTest {
    private final TestNetworks networks = new TestNetworks(2);

    @AfterEach
    void closeAll() {
        networks.close();
    }

    private TestPeer peer(IceAgentConfig config) {
        return networks.peer(config);
    }

    @Test
    void connectsAndCarriesDataBothWays() {
        TestPeer one = peer(TestPeer.controlling());
        TestPeer other = peer(TestPeer.controlled());
        TestPeer.connect(one, other);
        TestPeer.assertConnected(one, other);
    }

    @Test
    void completesWhenBothSidesHaveNoMoreCandidates() {
        TestPeer one = peer(TestPeer.controlling());
        TestPeer other = peer(TestPeer.controlled());
        TestPeer.connect(one, other);
        one.awaitState(IceConnectionState.COMPLETED);
        other.awaitState(IceConnectionState.COMPLETED);
        assertThat(one.states)
                .containsExactly(
                        IceConnectionState.CHECKING, IceConnectionState.CONNECTED, IceConnectionState.COMPLETED);
        assertThat(one.gatheringStates).containsExactly(IceGatheringState.GATHERING, IceGatheringState.COMPLETE);
    }

    @Test
    void settlesAConflictOfControllingRoles() {
        TestPeer one = peer(TestPeer.controlling());
        TestPeer other = peer(TestPeer.controlling());
        TestPeer.connect(one, other);
        TestPeer.assertConnected(one, other);
        assertThat(one.ask(IceAgent::role)).isNotEqualTo(other.ask(IceAgent::role));
        assertThat(one.roles.size() + other.roles.size()).isOdd();
    }

    @Test
    void settlesAConflictOfControlledRoles() {
        TestPeer one = peer(TestPeer.controlled());
        TestPeer other = peer(TestPeer.controlled());
        TestPeer.connect(one, other);
        TestPeer.assertConnected(one, other);
        assertThat(one.ask(IceAgent::role)).isNotEqualTo(other.ask(IceAgent::role));
    }

    @Test
    void connectsWhenCandidatesTrickleInAfterTheStart() {
        TestPeer one = peer(TestPeer.controlling());
        TestPeer other = peer(TestPeer.controlled());
        one.hear(other);
        other.hear(one);
        one.call(IceAgent::gather);
        other.call(IceAgent::gather);
        one.call(IceAgent::start);
        other.call(IceAgent::start);
        one.awaitState(IceConnectionState.CHECKING);
        assertThat(one.states).doesNotContain(IceConnectionState.CONNECTED);

        one.trickleTo(other);
        other.trickleTo(one);
        TestPeer.assertConnected(one, other);
    }

    @Test
    void findsAPeerThatOnlyCallsByItsPeerReflexiveAddress() {
        TestPeer server = peer(TestPeer.controlling());
        TestPeer browser = peer(TestPeer.controlled());
        server.hear(browser);
        browser.hear(server);
        server.trickleTo(browser);
        server.call(IceAgent::gather);
        browser.call(IceAgent::gather);
        // All that the server learns of the browser is a name that it cannot resolve.
        server.call(agent -> agent.addRemoteCandidate(IceCandidate.parse(
                "candidate:1 1 udp 2113937151 6f1c4a2e-8e8a-4f65-9f0e-0a3c5f0f3b11.local 54321 typ host")));
        server.call(IceAgent::endOfRemoteCandidates);
        server.call(IceAgent::start);
        browser.call(IceAgent::start);

        TestPeer.assertConnected(server, browser);
        assertThat(server.ask(IceAgent::selectedPair).remote().type()).isEqualTo(CandidateType.PRFLX);
    }

    @Test
    void answersChecksThatComeBeforeTheAnswerHasBeenApplied() {
        TestPeer early = peer(TestPeer.controlling());
        TestPeer late = peer(TestPeer.controlled());
        late.call(IceAgent::gather);
        early.hear(late);
        late.trickleTo(early);
        early.call(IceAgent::gather);
        early.call(IceAgent::start);
        late.await(() -> late.stats().pairs().stream().anyMatch(pair -> pair.requestsReceived() > 0), () -> "a check");

        late.hear(early);
        late.call(IceAgent::start);
        TestPeer.assertConnected(early, late);
    }

    @Test
    void servesManyPeersOnOnePort() {
        int peers = 200;
        IceNetwork server = networks.shared();
        List<TestPeer> servers = new ArrayList<>();
        List<TestPeer> clients = new ArrayList<>();
        for (int i = 0; i < peers; i++) {
            servers.add(new TestPeer(server, TestPeer.controlled()));
            clients.add(peer(TestPeer.controlling()));
            TestPeer.connect(clients.get(i), servers.get(i));
        }
        for (int i = 0; i < peers; i++) {
            servers.get(i).awaitConnected();
            clients.get(i).awaitConnected();
            clients.get(i).send("from " + i);
        }
        for (int i = 0; i < peers; i++) {
            assertThat(servers.get(i).receive()).isEqualTo("from " + i);
            servers.get(i).send("to " + i);
            assertThat(clients.get(i).receive()).isEqualTo("to " + i);
        }
        assertThat(server.localAddresses()).hasSize(1);
        assertThat(server.stats().agents()).isEqualTo(peers);
        servers.forEach(peer -> peer.call(IceAgent::close));
        assertThat(server.stats().agents()).isZero();
    }

    @Test
    void failsWhenNobodyAnswersInTime() throws IOException {
        IceTimings impatient = IceTimings.defaults().withConnectTimeout(Duration.ofMillis(300));
        TestPeer lonely = peer(TestPeer.controlling().withTimings(impatient));
        try (DatagramSocket mute = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            lonely.call(agent -> {
                agent.setRemoteParameters(IceParameters.of("mute", "aPasswordOfEnoughLength"));
                agent.addRemoteCandidate(IceCandidate.parse(
                        "candidate:1 1 udp 2113937151 127.0.0.1 " + mute.getLocalPort() + " typ host"));
                agent.gather();
                agent.start();
            });
            lonely.awaitState(IceConnectionState.FAILED);
        }
        assertThat(lonely.states).containsExactly(IceConnectionState.CHECKING, IceConnectionState.FAILED);
        assertThat(lonely.stats().pairs())
                .singleElement()
                .satisfies(pair -> assertThat(pair.requestsSent()).isPositive());
    }

    @Test
    void saysNothingAfterItIsClosed() {
        TestPeer one = peer(TestPeer.controlling());
        TestPeer other = peer(TestPeer.controlled());
        TestPeer.connect(one, other);
        TestPeer.assertConnected(one, other);
        one.call(IceAgent::close);
        assertThat(one.states).endsWith(IceConnectionState.CLOSED);
        boolean sent = one.ask(agent -> agent.send(new byte[1], 0, 1));
        assertThat(sent).isFalse();
        one.call(IceAgent::close);
        one.call(IceAgent::gather);
        assertThat(one.states).endsWith(IceConnectionState.CLOSED);
    }

    @Test
    void countsWhatItDoesInItsStats() {
        TestPeer one = peer(TestPeer.controlling());
        TestPeer other = peer(TestPeer.controlled());
        TestPeer.connect(one, other);
        TestPeer.assertConnected(one, other);

        IceStats stats = one.stats();
        assertThat(stats.localCandidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.type()).isEqualTo(CandidateType.HOST);
            assertThat(candidate.address()).isEqualTo("127.0.0.1");
        });
        assertThat(stats.selectedPair()).isNotNull();
        IceStats.Pair pair = stats.pairs().get(stats.selectedPair());
        assertThat(pair.state()).isEqualTo(IceStats.PairState.SUCCEEDED);
        assertThat(pair.nominated()).isTrue();
        assertThat(pair.packetsSent()).isEqualTo(1);
        assertThat(pair.bytesSent()).isEqualTo(4);
        assertThat(pair.packetsReceived()).isEqualTo(1);
        assertThat(pair.requestsSent()).isPositive();
        assertThat(pair.responsesReceived()).isPositive();
        assertThat(pair.currentRoundTripTimeNanos()).isPositive();
    }

    @Test
    void namesThePortThatIsInUse() {
        InetSocketAddress taken = networks.shared().localAddresses().getFirst();
        assertThatThrownBy(() -> networks.open(IceNetworkConfig.shared(taken.getPort())))
                .isInstanceOf(PortUnavailableException.class)
                .hasMessageContaining("127.0.0.1")
                .hasMessageContaining(Integer.toString(taken.getPort()))
                .hasMessageContaining("in use");
    }

    @Test
    void refusesToStartWithoutThePeersCredentials() {
        TestPeer peer = peer(TestPeer.controlling());
        assertThatThrownBy(() -> peer.call(IceAgent::start))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("credentials");
    }
}
