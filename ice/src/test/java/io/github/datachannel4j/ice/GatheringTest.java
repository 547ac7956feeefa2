package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Candidates from sockets and servers, and what is said of servers that give none. */
class GatheringTest {
    private final TestNetworks networks = new TestNetworks(1);

    @AfterEach
    void close() {
        networks.close();
    }

    private TestPeer gathered(IceAgentConfig config) {
        TestPeer peer = networks.peer(config);
        peer.call(IceAgent::gather);
        peer.awaitGathered();
        return peer;
    }

    private static IceAgentConfig with(IceServer... servers) {
        return IceAgentConfig.defaults().withServers(List.of(servers));
    }

    @Test
    void findsTheAddressThatAStunServerSees() {
        try (TestStunServer server = TestStunServer.seeingAPublicAddress()) {
            TestPeer peer = gathered(with(IceServer.of(server.url())));
            assertThat(peer.candidates).hasSize(2);
            IceCandidate host = peer.candidates.getFirst();
            IceCandidate reflexive = peer.candidates.getLast();
            assertThat(reflexive.type()).isEqualTo(CandidateType.SRFLX);
            assertThat(reflexive.address()).isEqualTo("203.0.113.9");
            assertThat(reflexive.port()).isEqualTo(61000);
            assertThat(reflexive.relatedAddress()).isEqualTo(host.address());
            assertThat(reflexive.relatedPort()).isEqualTo(host.port());
            assertThat(reflexive.url()).isEqualTo(server.url());
            assertThat(reflexive.priority()).isLessThan(host.priority());
            assertThat(peer.errors).isEmpty();
        }
    }

    @Test
    void reportsASilentServerAndCompletesInTime() {
        try (TestStunServer server = TestStunServer.silent()) {
            IceTimings impatient = IceTimings.defaults().withGatheringTimeout(Duration.ofMillis(200));
            TestPeer peer = gathered(with(IceServer.of(server.url())).withTimings(impatient));
            assertThat(peer.errors).singleElement().satisfies(error -> {
                assertThat(error.url()).isEqualTo(server.url());
                assertThat(error.errorCode()).isEqualTo(701);
                assertThat(error.address()).isEqualTo("127.0.0.1");
                assertThat(error.port()).isEqualTo(peer.candidates.getFirst().port());
            });
        }
    }

    @Test
    void passesOnTheErrorOfAServer() {
        try (TestStunServer server = TestStunServer.refusing(500, "Server Error")) {
            TestPeer peer = gathered(with(IceServer.of(server.url())));
            assertThat(peer.errors).singleElement().satisfies(error -> {
                assertThat(error.errorCode()).isEqualTo(500);
                assertThat(error.errorText()).isEqualTo("Server Error");
            });
        }
    }

    @Test
    void reportsAServerWhoseNameCannotBeResolved() {
        TestPeer peer = gathered(with(IceServer.of("stun:no-such-host.invalid")));
        assertThat(peer.errors).singleElement().satisfies(error -> {
            assertThat(error.errorCode()).isEqualTo(701);
            assertThat(error.errorText()).contains("name");
            assertThat(error.address()).isNull();
        });
        assertThat(peer.candidates).hasSize(1);
    }

    @Test
    void resolvesTheNameOfAServer() {
        try (TestStunServer server = TestStunServer.seeingAPublicAddress()) {
            TestPeer peer = gathered(with(IceServer.of(server.url("localhost"))));
            assertThat(peer.candidates.getLast().type()).isEqualTo(CandidateType.SRFLX);
            assertThat(peer.candidates.getLast().url()).isEqualTo(server.url("localhost"));
            assertThat(peer.errors).isEmpty();
        }
    }

    @Test
    void takesWhatOneServerSeesAndReportsTheSilentOther() {
        try (TestStunServer silent = TestStunServer.silent();
                TestStunServer seeing = TestStunServer.seeingAPublicAddress()) {
            IceTimings impatient = IceTimings.defaults().withGatheringTimeout(Duration.ofSeconds(3));
            TestPeer peer = gathered(
                    with(IceServer.of(silent.url()), IceServer.of(seeing.url())).withTimings(impatient));
            assertThat(peer.candidates.getLast().type()).isEqualTo(CandidateType.SRFLX);
            assertThat(peer.candidates.getLast().url()).isEqualTo(seeing.url());
            assertThat(peer.errors).singleElement().satisfies(error -> {
                assertThat(error.url()).isEqualTo(silent.url());
                assertThat(error.errorText()).contains("did not answer");
            });
        }
    }

    @Test
    void makesOneCandidateOfWhatTwoServersSeeAlike() {
        try (TestStunServer one = TestStunServer.seeingAPublicAddress();
                TestStunServer other = TestStunServer.seeingAPublicAddress()) {
            TestPeer peer = gathered(with(new IceServer(List.of(one.url(), other.url()), null, null)));
            assertThat(peer.candidates)
                    .extracting(IceCandidate::type)
                    .containsExactly(CandidateType.HOST, CandidateType.SRFLX);
            assertThat(one.clients).hasSize(1);
            assertThat(other.clients).hasSize(1);
        }
    }

    @Test
    void saysWhatIsNotSupportedAndWhatToDoInstead() {
        TestPeer peer = gathered(with(
                IceServer.of("stuns:127.0.0.1"), IceServer.of("turns:127.0.0.1?transport=udp", "user", "password")));
        assertThat(peer.errors)
                .hasSize(2)
                .allSatisfy(error -> assertThat(error.errorText()).contains("say "));
    }

    @Test
    void saysThatNobodyListensAtTheTurnServersPort() {
        TestPeer peer = gathered(with(
                IceServer.of("turn:127.0.0.1:9?transport=tcp", "user", "password"),
                IceServer.of("turns:127.0.0.1:9", "user", "password")));
        assertThat(peer.errors).hasSize(2).allSatisfy(error -> {
            assertThat(error.errorCode()).isEqualTo(701);
            assertThat(error.errorText()).contains("refused");
        });
    }

    @Test
    void keepsItsAddressesToItselfWhenOnlyRelaysAreAllowed() {
        try (TestStunServer server = TestStunServer.seeingAPublicAddress()) {
            TestPeer peer = gathered(with(IceServer.of(server.url())).withTransportPolicy(IceTransportPolicy.RELAY));
            assertThat(peer.candidates).isEmpty();
            assertThat(peer.errors).isEmpty();
        }
    }

    @Test
    void advertisesAnotherAddressInsteadOfItsOwn() {
        IceNetwork network = networks.open(IceNetworkConfig.perAgent()
                .withReachability(Reachability.defaults()
                        .withAdvertised(List.of(new IceNetworkConfig.AdvertisedAddress("203.0.113.7", 443)))));
        TestPeer peer = new TestPeer(network, IceAgentConfig.defaults());
        peer.call(IceAgent::gather);
        peer.awaitGathered();
        assertThat(peer.candidates).singleElement().satisfies(candidate -> {
            assertThat(candidate.address()).isEqualTo("203.0.113.7");
            assertThat(candidate.port()).isEqualTo(443);
            assertThat(candidate.type()).isEqualTo(CandidateType.HOST);
        });
    }

    @Test
    void connectsFromBehindAnAdvertisedAddress() {
        TestPeer server = new TestPeer(
                networks.open(IceNetworkConfig.shared(0)
                        .withReachability(Reachability.defaults()
                                .withAdvertised(List.of(new IceNetworkConfig.AdvertisedAddress("203.0.113.7", 0))))),
                TestPeer.controlled());
        TestPeer client = networks.peer(TestPeer.controlling());
        TestPeer.connect(client, server);
        server.awaitConnected();
        client.awaitConnected();
    }
}
