package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Agents of one process find each other over loopback. */
class LoopbackConnectTest {
    private final IceEventLoops loops = IceEventLoops.create(2);
    private final List<IceNetwork> networks = new ArrayList<>();

    @AfterEach
    void closeAll() {
        networks.forEach(IceNetwork::close);
        loops.close();
    }

    private IceNetwork network(IceNetworkConfig config) {
        IceNetwork network = IceNetwork.open(
                config.withBindAddresses(List.of(InetAddress.getLoopbackAddress()))
                        .withSocketBufferBytes(1 << 16),
                loops);
        networks.add(network);
        return network;
    }

    private TestPeer peer(IceAgentConfig config) {
        return new TestPeer(network(IceNetworkConfig.perAgent()), config);
    }

    @Test
    void connectsAndCarriesDataBothWays() {
        TestPeer one = peer(TestPeer.controlling());
        TestPeer other = peer(TestPeer.controlled());
        TestPeer.connect(one, other);
        one.awaitConnected();
        other.awaitConnected();

        one.send("ping");
        assertThat(other.receive()).isEqualTo("ping");
        other.send("pong");
        assertThat(one.receive()).isEqualTo("pong");
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
        one.awaitConnected();
        other.awaitConnected();
        assertThat(one.ask(IceAgent::role)).isNotEqualTo(other.ask(IceAgent::role));
    }

    @Test
    void settlesAConflictOfControlledRoles() {
        TestPeer one = peer(TestPeer.controlled());
        TestPeer other = peer(TestPeer.controlled());
        TestPeer.connect(one, other);
        one.awaitConnected();
        other.awaitConnected();
        assertThat(one.ask(IceAgent::role)).isNotEqualTo(other.ask(IceAgent::role));
    }
}
