package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.TestTurnServer.Scheme;
import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From where STUN and TURN servers and the TCP ports of peers are reached: only from addresses and ports that the configuration admits. */
class ServerReachTest {
    private static final InetAddress IPV4 = address("127.0.0.1");
    private static final InetAddress IPV6 = address("::1");
    private static final IceNetworkConfig LOOPBACK = IceNetworkConfig.perAgent().withLoopback(true);

    private final TestNetworks networks = new TestNetworks(1, name -> new InetAddress[] {IPV4, IPV6});

    @AfterEach
    void close() {
        networks.close();
    }

    private static InetAddress address(String literal) {
        return Objects.requireNonNull(LiteralAddress.parse(literal));
    }

    private static IceNetworkConfig bound(InetAddress... addresses) {
        return IceNetworkConfig.perAgent().withBindAddresses(List.of(addresses));
    }

    private static IceNetworkConfig filtered(AddressFilter filter) {
        return LOOPBACK.withReachability(Reachability.defaults().withFilter(filter));
    }

    private TestPeer gathered(IceNetworkConfig config, IceServer... servers) {
        TestPeer peer = new TestPeer(
                networks.openAsIs(config), IceAgentConfig.defaults().withServers(List.of(servers)));
        peer.call(IceAgent::gather);
        peer.awaitGathered();
        return peer;
    }

    private static void assertNoRoute(TestPeer peer, String... words) {
        assertRefused(peer, words);
        assertThat(peer.errors.getFirst().failure()).isEqualTo(IceServerFailure.ROUTE_NOT_ADMITTED);
    }

    private static void assertRefused(TestPeer peer, String... words) {
        assertThat(peer.candidates).extracting(IceCandidate::type).containsOnly(CandidateType.HOST);
        assertThat(peer.errors).singleElement().satisfies(error -> {
            assertThat(error.errorCode()).isEqualTo(IceCandidateError.SERVER_NOT_REACHABLE);
            assertThat(error.errorText()).contains(words);
        });
    }

    @Test
    void reachesATurnServerFromTheAddressThatIsBound() {
        InetAddress other = TestNetworks.otherLoopback();
        try (TestTurnServer server = new TestTurnServer(Scheme.MD5, TestTurnServer::allocated)) {
            TestPeer peer = gathered(bound(other), server.iceServer());
            assertThat(peer.errors).isEmpty();
            assertThat(peer.candidates.getLast().type()).isEqualTo(CandidateType.RELAY);
            assertThat(server.clients).extracting(InetSocketAddress::getAddress).containsExactly(other);
        }
    }

    @Test
    void takesTheAddressOfTheKernelsChoiceWhenSeveralAreAdmitted() {
        try (TestTurnServer server = new TestTurnServer(Scheme.MD5, TestTurnServer::allocated)) {
            gathered(bound(TestNetworks.otherLoopback(), IPV4), server.iceServer());
            assertThat(server.clients).extracting(InetSocketAddress::getAddress).containsExactly(IPV4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"turn:127.0.0.1:%d?transport=tcp", "turns:127.0.0.1:%d"})
    void connectsToATurnServerFromTheAddressThatIsBound(String url) throws Exception {
        InetAddress other = TestNetworks.otherLoopback();
        try (ServerSocket server = new ServerSocket(0, 1, IPV4)) {
            CompletableFuture<InetAddress> from = CompletableFuture.supplyAsync(() -> clientOf(server));
            gathered(bound(other), IceServer.of(String.format(url, server.getLocalPort()), "user", "password"));
            assertThat(from.get(20, TimeUnit.SECONDS)).isEqualTo(other);
        }
    }

    private static InetAddress clientOf(ServerSocket server) {
        try (Socket accepted = server.accept()) {
            return accepted.getInetAddress();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void connectsToTheTcpPortOfAPeerFromTheAddressThatIsBound() throws Exception {
        InetAddress other = TestNetworks.otherLoopback();
        IceTcpConfig active = IceTcpConfig.off().withActive().withoutUdp();
        try (ServerSocket peersPort = new ServerSocket(0, 1, IPV4)) {
            CompletableFuture<InetAddress> from = CompletableFuture.supplyAsync(() -> clientOf(peersPort));
            TestPeer peer = gathered(bound(other).withTcp(active));
            assertThat(peer.candidates).extracting(IceCandidate::address).containsExactly("127.0.0.2");
            peer.call(agent -> {
                agent.setRemoteParameters(new IceParameters("peer", "passwordOfThePeer24bytes", false));
                agent.addRemoteCandidate(IceCandidate.parse(
                        "candidate:1 1 tcp 1 127.0.0.1 " + peersPort.getLocalPort() + " typ host tcptype passive"));
                agent.start();
            });
            assertThat(from.get(20, TimeUnit.SECONDS)).isEqualTo(other);
        }
    }

    @Test
    void takesThePortTowardsATurnServerFromTheRange() {
        PortRange range = freeRange();
        try (TestTurnServer server = new TestTurnServer(Scheme.MD5, TestTurnServer::allocated)) {
            for (int i = 0; i < 3; i++) {
                gathered(bound(IPV4).withReachability(Reachability.defaults().withPorts(range)), server.iceServer());
            }
            assertThat(server.clients)
                    .hasSize(3)
                    .extracting(InetSocketAddress::getPort)
                    .doesNotHaveDuplicates()
                    .allSatisfy(port -> assertThat(port).isBetween(range.first(), range.last()));
        }
    }

    private PortRange freeRange() {
        try (IceNetwork probe = networks.shared()) {
            int first = Math.min(probe.localAddresses().getFirst().getPort(), 65_000);
            return new PortRange(first, first + 49);
        }
    }

    @Test
    void saysThatTheRangeHasNoPortForTheRelay() {
        int taken = networks.shared().localAddresses().getFirst().getPort();
        IceNetworkConfig config = IceNetworkConfig.shared(0)
                .withBindAddresses(List.of(IPV4))
                .withReachability(Reachability.defaults().withPorts(new PortRange(taken, taken)));
        try (TestTurnServer server = new TestTurnServer(Scheme.MD5, TestTurnServer::allocated)) {
            assertRefused(gathered(config, server.iceServer()), "cannot open UDP port " + taken);
            assertThat(server.clients).isEmpty();
        }
    }

    @Test
    void asksAServerAtItsAddressOfTheFamilyThatIsAdmitted() {
        InetSocketAddress seen6 = new InetSocketAddress(address("2001:db8::9"), 61000);
        try (TestStunServer ipv4 = TestStunServer.seeing(new InetSocketAddress(IPV4, 0), TestStunServer.PUBLIC);
                TestStunServer ipv6 = TestStunServer.seeing(new InetSocketAddress(IPV6, ipv4.port()), seen6)) {
            IceServer server = IceServer.of(ipv4.url("both.example"));

            TestPeer both = gathered(bound(IPV4, IPV6), server);
            assertThat(both.errors).isEmpty();
            assertThat(both.candidates)
                    .filteredOn(candidate -> candidate.type() == CandidateType.SRFLX)
                    .extracting(IceCandidate::address)
                    .containsExactlyInAnyOrder("203.0.113.9", "2001:db8:0:0:0:0:0:9");

            assertThat(ipv6.clients).hasSize(1);
            ipv4.clients.clear();
            TestPeer onlyIpv6 = gathered(filtered(AddressFilter.IPV6_ONLY), server);
            assertThat(onlyIpv6.errors).isEmpty();
            assertThat(onlyIpv6.candidates)
                    .filteredOn(candidate -> candidate.type() == CandidateType.SRFLX)
                    .extracting(IceCandidate::address)
                    .containsExactly("2001:db8:0:0:0:0:0:9");
            assertThat(ipv4.clients).isEmpty();
        }
    }

    @Test
    void asksATurnServerAtItsAddressOfTheFamilyThatIsAdmittedOnly() {
        try (TestTurnServer ipv4 = new TestTurnServer(Scheme.MD5, TestTurnServer::allocated)) {
            String url = "turn:both.example:" + ipv4.address().getPort();
            IceServer server = IceServer.of(url, TestTurnServer.USER, TestTurnServer.PASSWORD);
            TestPeer peer = gathered(bound(IPV4), server);
            assertThat(peer.errors).isEmpty();
            assertThat(peer.candidates.getLast().type()).isEqualTo(CandidateType.RELAY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stun:127.0.0.1", "turn:127.0.0.1", "turn:127.0.0.1?transport=tcp", "turns:127.0.0.1"})
    void saysThatTheFilterLeavesOutTheServersFamily(String url) {
        IceServer server = new IceServer(List.of(url), "user", "password");
        assertNoRoute(gathered(filtered(AddressFilter.IPV6_ONLY), server), "127.0.0.1", "address filter", "admit it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stun:127.0.0.1", "turn:127.0.0.1", "turn:127.0.0.1?transport=tcp", "turns:127.0.0.1"})
    void saysThatAnAddressIsNotAmongTheBoundOnes(String url) {
        IceServer server = new IceServer(List.of(url), "user", "password");
        assertNoRoute(gathered(bound(IPV6), server), "127.0.0.1", "not among the addresses to bind");
    }

    @Test
    void doesNotFollowATurnServerToWhereNoAdmittedAddressReaches() {
        byte[] ipv6Loopback = new byte[20];
        ipv6Loopback[1] = 2;
        ipv6Loopback[3] = 9;
        ipv6Loopback[19] = 1;
        try (TestTurnServer server = new TestTurnServer(
                Scheme.MD5,
                request -> StunWriter.error(request, 300, "Try Alternate")
                        .bytes(StunAttribute.ALTERNATE_SERVER, ipv6Loopback))) {
            assertNoRoute(gathered(bound(IPV4), server.iceServer()), "0:0:0:0:0:0:0:1", "not among the addresses");
        }
    }

    @Test
    void sendsNothingOverUdpToServersWhenUdpIsSwitchedOff() {
        IceNetworkConfig config =
                bound(IPV4).withTcp(IceTcpConfig.off().withActive().withoutUdp());
        try (TestTurnServer turn = new TestTurnServer(Scheme.MD5, TestTurnServer::allocated);
                TestStunServer stun = TestStunServer.seeingAPublicAddress()) {
            assertRefused(gathered(config, turn.iceServer()), "UDP is switched off", "transport=tcp");
            assertRefused(gathered(config, IceServer.of(stun.url())), "UDP is switched off");
            assertThat(turn.clients).isEmpty();
            assertThat(stun.clients).isEmpty();
        }
    }

    @Test
    void saysWhichOptionLeavesAnAddressOut() {
        assertThat(LocalAddresses.whyUnused(IPV4, IceNetworkConfig.perAgent())).contains("loopback", "switch them on");
        assertThat(LocalAddresses.whyUnused(address("fe80::1"), LOOPBACK)).contains("link-local", "switch them on");
        assertThat(LocalAddresses.whyUnused(IPV4, filtered(AddressFilter.exceptInterfaces("lo"))))
                .contains("address filter");
        assertThat(LocalAddresses.whyUnused(IPV4, bound(IPV6))).contains("bind it");
        assertThat(LocalAddresses.whyUnused(address("192.0.2.9"), LOOPBACK)).contains("no port at present");
    }
}
