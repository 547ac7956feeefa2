package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.TestTurnServer.Scheme;
import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a TURN server can answer to a request for a relay, and what becomes of it. */
class TurnGatheringTest {
    private final TestNetworks networks = new TestNetworks(1);

    @AfterEach
    void close() {
        networks.close();
    }

    private static InetAddress address(String literal) {
        return Objects.requireNonNull(LiteralAddress.parse(literal));
    }

    private TestPeer gathered(IceServer server) {
        return gathered(networks.open(IceNetworkConfig.perAgent()), server);
    }

    private static TestPeer gathered(IceNetwork network, IceServer server) {
        TestPeer peer = new TestPeer(
                network,
                IceAgentConfig.defaults()
                        .withTransportPolicy(IceTransportPolicy.RELAY)
                        .withServers(List.of(server)));
        peer.call(IceAgent::gather);
        peer.awaitGathered();
        return peer;
    }

    private static void assertRelay(TestPeer peer) {
        assertThat(peer.errors).isEmpty();
        assertThat(peer.candidates).singleElement().satisfies(candidate -> {
            assertThat(candidate.type()).isEqualTo(CandidateType.RELAY);
            assertThat(candidate.address()).isEqualTo("203.0.113.20");
        });
    }

    private static void assertRefused(TestPeer peer, int code, String words) {
        assertThat(peer.candidates).isEmpty();
        assertThat(peer.errors).singleElement().satisfies(error -> {
            assertThat(error.errorCode()).isEqualTo(code);
            assertThat(error.errorText()).contains(words);
            assertThat(error.port()).isNotNull();
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Scheme.class,
            names = {"MD5", "SHA_256", "SHA_256_WITH_USERHASH"})
    void allocatesUnderEachSchemeOfCredentials(Scheme scheme) {
        try (TestTurnServer server = new TestTurnServer(scheme, TestTurnServer::allocated)) {
            assertRelay(gathered(server.iceServer()));
        }
    }

    @Test
    void doesNotGoOnWithAServerWhosePasswordAlgorithmsWereTakenOut() {
        try (TestTurnServer server = new TestTurnServer(Scheme.BID_DOWN, TestTurnServer::allocated)) {
            assertRefused(gathered(server.iceServer()), 401, "password algorithms");
            assertThat(server.allocates).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Scheme.class,
            names = {"MD5", "SHA_256"})
    void saysThatTheCredentialIsWrong(Scheme scheme) {
        try (TestTurnServer server = new TestTurnServer(scheme, TestTurnServer::allocated)) {
            IceServer guessed = IceServer.of(server.iceServer().urls().getFirst(), TestTurnServer.USER, "guessed");
            assertRefused(gathered(guessed), 401, "does not accept");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, forbids",
        "441, another user",
        "442, does not relay UDP",
        "486, quota",
        "508, capacity",
        "500, has failed",
        "599, says 599 The Reason"
    })
    void saysWhatARefusalMeans(int code, String words) {
        try (TestTurnServer server = new TestTurnServer(Scheme.MD5, TestTurnServer.refusing(code, "The Reason"))) {
            TestPeer peer = gathered(server.iceServer());
            assertRefused(peer, code, words);
            assertThat(peer.errors.getFirst().errorText()).contains("The Reason");
            assertThat(server.allocates).hasSize(1);
        }
    }

    @Test
    void followsToAnotherServer() {
        try (TestTurnServer other = new TestTurnServer(Scheme.MD5, TestTurnServer::allocated);
                TestTurnServer first = new TestTurnServer(Scheme.MD5, sendingTo(other.address()))) {
            TestPeer peer = gathered(first.iceServer());
            assertRelay(peer);
            assertThat(peer.candidates.getFirst().url())
                    .isEqualTo(first.iceServer().urls().getFirst());
        }
    }

    @Test
    void doesNotFollowInACircle() {
        AtomicReference<InetSocketAddress> back = new AtomicReference<>();
        try (TestTurnServer first = new TestTurnServer(
                        Scheme.MD5, request -> sendingTo(back.get()).apply(request));
                TestTurnServer other = new TestTurnServer(Scheme.MD5, sendingTo(first.address()))) {
            back.set(other.address());
            assertRefused(gathered(first.iceServer()), 300, "another one");
            assertThat(first.allocates).hasSize(1);
            assertThat(other.allocates).hasSize(1);
        }
    }

    private static Function<StunMessage, StunWriter> sendingTo(InetSocketAddress alternate) {
        return request ->
                StunWriter.error(request, 300, "Try Alternate").bytes(StunAttribute.ALTERNATE_SERVER, plain(alternate));
    }

    private static byte[] plain(InetSocketAddress address) {
        byte[] raw = address.getAddress().getAddress();
        byte[] value = new byte[4 + raw.length];
        value[1] = (byte) (raw.length == 4 ? 1 : 2);
        value[2] = (byte) (address.getPort() >> 8);
        value[3] = (byte) address.getPort();
        System.arraycopy(raw, 0, value, 4, raw.length);
        return value;
    }

    @Test
    void takesAnotherPortWhenTheServerStillKnowsThisOne() {
        AtomicInteger asked = new AtomicInteger();
        Function<StunMessage, StunWriter> once = request -> asked.incrementAndGet() == 1
                ? StunWriter.error(request, 437, "Allocation Mismatch")
                : TestTurnServer.allocated(request);
        try (TestTurnServer server = new TestTurnServer(Scheme.MD5, once)) {
            assertRelay(gathered(server.iceServer()));
            assertThat(server.clients).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void givesUpOnAServerThatKnowsAllPorts() {
        try (TestTurnServer server = new TestTurnServer(Scheme.MD5, TestTurnServer.refusing(437, ""))) {
            assertRefused(gathered(server.iceServer()), 437, "no such allocation");
            assertThat(server.allocates).hasSize(5);
        }
    }

    @Test
    void asksAgainWithTheNewNonceButNotForEver() {
        Function<StunMessage, StunWriter> stale = request -> StunWriter.error(request, 438, "Stale Nonce")
                .text(StunAttribute.REALM, TestTurnServer.REALM)
                .text(StunAttribute.NONCE, "plainNonce");
        try (TestTurnServer server = new TestTurnServer(Scheme.MD5, stale)) {
            assertRefused(gathered(server.iceServer()), 438, "stale");
            assertThat(server.allocates).hasSize(3);
        }
    }

    @Test
    void asksAServerOverIpv6ForAnIpv6RelayAndTakesWhatItHas() {
        Function<StunMessage, StunWriter> onlyIpv4 = request -> request.has(StunAttribute.REQUESTED_ADDRESS_FAMILY)
                ? StunWriter.error(request, 440, "Address Family not Supported")
                : TestTurnServer.allocated(request);
        try (TestTurnServer server = new TestTurnServer(Scheme.MD5, onlyIpv4, "::1")) {
            IceNetwork both = networks.openAsIs(
                    IceNetworkConfig.perAgent().withBindAddresses(List.of(address("127.0.0.1"), address("::1"))));
            assertRelay(gathered(both, server.iceServer()));
            assertThat(server.allocates.getFirst().number32(StunAttribute.REQUESTED_ADDRESS_FAMILY))
                    .isEqualTo(2L << 24);
            assertThat(server.allocates).hasSize(2);
        }
    }

    @Test
    void asksForRelaysOfBothFamiliesWhereThereIsNoIpv4() {
        InetSocketAddress ipv6 = new InetSocketAddress(LiteralAddress.parse("2001:db8::20"), 50000);
        Function<StunMessage, StunWriter> both = request -> request.has(StunAttribute.REQUESTED_ADDRESS_FAMILY)
                ? StunWriter.success(request)
                        .xorAddress(StunAttribute.XOR_RELAYED_ADDRESS, ipv6)
                        .xorAddress(StunAttribute.XOR_MAPPED_ADDRESS, ipv6)
                : TestTurnServer.allocated(request);
        try (TestTurnServer server = new TestTurnServer(Scheme.MD5, both, "::1")) {
            IceNetwork onlyIpv6 = networks.openAt(LiteralAddress.parse("::1"), IceNetworkConfig.perAgent());
            TestPeer peer = gathered(onlyIpv6, server.iceServer());

            assertThat(peer.candidates)
                    .extracting(IceCandidate::address)
                    .containsExactly("2001:db8:0:0:0:0:0:20", TestTurnServer.RELAYED.getHostString());
            assertThat(peer.errors).isEmpty();
        }
    }
}
