package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.ice.IceNetworkConfig.AdvertisedAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which addresses and ports are used, and what peers are told of them. */
class ReachabilityTest {
    private final TestNetworks networks = new TestNetworks(3);

    @AfterEach
    void closeAll() {
        networks.close();
    }

    private static List<String> gathered(TestPeer peer) {
        peer.call(IceAgent::gather);
        peer.awaitGathered();
        return peer.candidates.stream()
                .map(candidate -> candidate.address() + " " + candidate.port() + " " + candidate.type())
                .toList();
    }

    @Test
    void tellsSeveralAddressesOfOnePort() {
        IceNetwork network = networks.open(IceNetworkConfig.shared(0)
                .withReachability(Reachability.defaults()
                        .withAdvertised(List.of(
                                new AdvertisedAddress("203.0.113.7", 0),
                                new AdvertisedAddress("198.51.100.9", 443),
                                new AdvertisedAddress("2001:db8::7", 443)))));
        int port = network.localAddresses().getFirst().getPort();
        TestPeer server = new TestPeer(network, TestPeer.controlled());
        assertThat(gathered(server)).containsExactly("203.0.113.7 " + port + " HOST", "198.51.100.9 443 HOST");

        // None of them leads here, but the peer's own checks do: as behind a real NAT.
        TestPeer client = networks.peer(TestPeer.controlling());
        TestPeer.connect(client, server);
        client.call(agent -> agent.addRemoteCandidate(
                IceCandidate.parse("candidate:1 1 udp 2113937151 127.0.0.1 " + port + " typ host")));
        client.awaitConnected();
        server.awaitConnected();
        server.send("from behind the mapping");
        assertThat(client.receive()).isEqualTo("from behind the mapping");
    }

    @Test
    void takesTheAgentsPortsFromTheRange() {
        int first;
        try (IceNetwork probe = networks.open(IceNetworkConfig.shared(0))) {
            first = probe.localAddresses().getFirst().getPort();
        }
        PortRange range = new PortRange(Math.min(first, 65_000), Math.min(first, 65_000) + 9);
        IceNetwork network = networks.open(IceNetworkConfig.perAgent()
                .withReachability(Reachability.defaults().withPorts(range)));
        List<TestPeer> peers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            TestPeer peer = new TestPeer(network, TestPeer.controlling());
            gathered(peer);
            peers.add(peer);
        }
        assertThat(peers.stream().map(peer -> peer.candidates.getFirst().port()))
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(port).isBetween(range.first(), range.last()));
    }

    @Test
    void saysThatTheRangeIsUsedUp() {
        int taken = networks.shared().localAddresses().getFirst().getPort();
        IceNetwork network = networks.open(IceNetworkConfig.perAgent()
                .withReachability(Reachability.defaults().withPorts(new PortRange(taken, taken))));
        assertThatThrownBy(() -> new TestPeer(network, TestPeer.controlling()))
                .isInstanceOf(PortUnavailableException.class)
                .hasMessageContaining(Integer.toString(taken));
    }

    @Test
    void readsOneAddressOnSeveralLoops() {
        IceNetwork network = networks.open(IceNetworkConfig.shared(0)
                .withReachability(Reachability.defaults().withReadersPerAddress(3)));
        assertThat(network.localAddresses()).hasSize(1);
        List<TestPeer> servers = new ArrayList<>();
        List<TestPeer> clients = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            servers.add(new TestPeer(network, TestPeer.controlled().withLite(i % 2 == 0)));
            clients.add(networks.peer(TestPeer.controlling()));
            TestPeer.connect(clients.get(i), servers.get(i));
        }
        for (int i = 0; i < 30; i++) {
            clients.get(i).awaitConnected();
            servers.get(i).awaitConnected();
            clients.get(i).send("to " + i);
            assertThat(servers.get(i).receive()).isEqualTo("to " + i);
            servers.get(i).send("from " + i);
            assertThat(clients.get(i).receive()).isEqualTo("from " + i);
        }
    }

    @Test
    void usesOnlyTheAddressesThatTheFilterAdmits() throws UnknownHostException {
        IceNetworkConfig all = IceNetworkConfig.shared(0).withLoopback(true);
        AddressFilter loopback4 = AddressFilter.onlyInterfaces("lo").and(AddressFilter.IPV4_ONLY);
        assertThat(LocalAddresses.select(
                        all.withReachability(Reachability.defaults().withFilter(loopback4))))
                .containsExactly(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        assertThat(LocalAddresses.select(
                        all.withReachability(Reachability.defaults().withFilter(AddressFilter.exceptInterfaces("l")))))
                .noneMatch(InetAddress::isLoopbackAddress);
        assertThat(LocalAddresses.select(
                        all.withReachability(Reachability.defaults().withFilter(AddressFilter.IPV6_ONLY))))
                .allMatch(Inet6Address.class::isInstance);
    }

    /** Without servers in the configuration nobody is asked: no STUN, no TURN, no name server. */
    @Test
    void contactsNobodyWhoWasNotConfigured() {
        // Those of other tests last for a while.
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        IceNetwork network = networks.open(IceNetworkConfig.perAgent());
        TestPeer peer = new TestPeer(network, TestPeer.controlling());
        gathered(peer);
        assertThat(peer.gatheringStates).containsExactly(IceGatheringState.GATHERING, IceGatheringState.COMPLETE);
        assertThat(network.stats().datagramsSent()).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .noneMatch(thread ->
                        thread.getName().contains("lookup") || thread.getName().contains("dns"));
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new PortRange(5, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PortRange(0, 70_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Reachability.defaults().withReadersPerAddress(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("readersPerAddress");
    }
}
