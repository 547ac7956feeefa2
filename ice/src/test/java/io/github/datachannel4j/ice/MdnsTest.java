package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Addresses hidden behind names of multicast DNS, over the loopback interface. */
class MdnsTest {
    private final TestNetworks networks = new TestNetworks(2);

    @AfterEach
    void close() {
        networks.close();
    }

    private TestPeer peer(IceNetworkConfig.Mdns mdns, IceAgentConfig config) {
        return new TestPeer(networks.open(IceNetworkConfig.perAgent().withMdns(mdns)), config);
    }

    @Test
    void hidesItsAddress() {
        TestPeer hidden = peer(IceNetworkConfig.Mdns.RESOLVE_AND_HIDE, TestPeer.controlling());
        hidden.call(IceAgent::gather);
        hidden.awaitGathered();
        assertThat(hidden.candidates).singleElement().satisfies(candidate -> {
            assertThat(candidate.address()).endsWith(".local").hasSize(42);
            assertThat(candidate.type()).isEqualTo(CandidateType.HOST);
        });
    }

    @Test
    void hidesTheCandidatesOfTcpBehindTheSameName() {
        IceTcpConfig tcp = IceTcpConfig.off().withPassivePort(0).withActive();
        TestPeer hidden = new TestPeer(
                networks.open(IceNetworkConfig.perAgent()
                        .withMdns(IceNetworkConfig.Mdns.RESOLVE_AND_HIDE)
                        .withTcp(tcp)),
                TestPeer.controlling());
        hidden.call(IceAgent::gather);
        hidden.awaitGathered();
        assertThat(hidden.candidates)
                .extracting(candidate -> candidate.protocol() + " " + candidate.tcpType())
                .containsExactly("udp null", "tcp passive", "tcp active");
        assertThat(hidden.candidates)
                .extracting(IceCandidate::address)
                .allSatisfy(address -> assertThat(address).endsWith(".local"))
                .containsOnly(hidden.candidates.getFirst().address());
    }

    @Test
    void findsATcpPortByItsName() {
        TestPeer hidden = new TestPeer(
                networks.open(IceNetworkConfig.shared(0)
                        .withMdns(IceNetworkConfig.Mdns.RESOLVE_AND_HIDE)
                        .withTcp(IceTcpConfig.off().withPassivePort(0).withoutUdp())),
                TestPeer.controlled());
        TestPeer seeker = new TestPeer(
                networks.open(IceNetworkConfig.perAgent()
                        .withTcp(IceTcpConfig.off().withActive().withoutUdp())),
                TestPeer.controlling());
        TestPeer.connect(seeker, hidden);
        TestPeer.assertConnected(seeker, hidden);
        assertThat(seeker.ask(IceAgent::selectedPair).remote().address()).endsWith(".local");
    }

    /** Who knows how a foundation is made of an address could try all private ones. */
    @Test
    void givesNothingAwayByItsFoundations() {
        TestPeer here = peer(IceNetworkConfig.Mdns.RESOLVE_AND_HIDE, TestPeer.controlling());
        TestPeer there = new TestPeer(
                networks.openAt(
                        TestNetworks.otherLoopback(),
                        IceNetworkConfig.perAgent().withMdns(IceNetworkConfig.Mdns.RESOLVE_AND_HIDE)),
                TestPeer.controlling());
        for (TestPeer peer : List.of(here, there)) {
            peer.call(IceAgent::gather);
            peer.awaitGathered();
        }
        assertThat(here.candidates.getFirst().foundation())
                .isEqualTo(there.candidates.getFirst().foundation());
    }

    @Test
    void hidesTheBaseOfAServerReflexiveCandidate() {
        try (TestStunServer server = TestStunServer.seeingAPublicAddress()) {
            TestPeer hidden = peer(
                    IceNetworkConfig.Mdns.RESOLVE_AND_HIDE,
                    TestPeer.controlling().withServers(List.of(IceServer.of(server.url()))));
            hidden.call(IceAgent::gather);
            hidden.awaitGathered();
            assertThat(hidden.candidates.getLast().type()).isEqualTo(CandidateType.SRFLX);
            assertThat(hidden.candidates.getLast().relatedAddress()).isEqualTo("0.0.0.0");
            assertThat(hidden.candidates.getLast().relatedPort()).isEqualTo(9);
        }
    }

    /** The one that resolves is not told to the other, and so the name is its only way. */
    @Test
    void findsAPeerByItsName() {
        TestPeer hidden = peer(IceNetworkConfig.Mdns.RESOLVE_AND_HIDE, TestPeer.controlled());
        TestPeer seeker = peer(IceNetworkConfig.Mdns.RESOLVE, TestPeer.controlling());
        seeker.hear(hidden);
        hidden.hear(seeker);
        hidden.trickleTo(seeker);
        hidden.call(IceAgent::gather);
        seeker.call(IceAgent::gather);
        hidden.call(IceAgent::start);
        seeker.call(IceAgent::start);
        seeker.awaitConnected();
        hidden.awaitConnected();
        seeker.send("found you");
        assertThat(hidden.receive()).isEqualTo("found you");
    }

    @Test
    void needsNoNameOfAPeerThatShowsItself() {
        TestPeer hidden = peer(IceNetworkConfig.Mdns.RESOLVE_AND_HIDE, TestPeer.controlled());
        TestPeer other = peer(IceNetworkConfig.Mdns.OFF, TestPeer.controlling());
        TestPeer.connect(other, hidden);
        other.await(() -> !other.selected.isEmpty(), () -> "a pair");
        assertThat(other.selected.getFirst().remote().type()).isEqualTo(CandidateType.PRFLX);
    }
}
