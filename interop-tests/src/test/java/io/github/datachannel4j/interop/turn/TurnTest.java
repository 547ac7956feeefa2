package io.github.datachannel4j.interop.turn;

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
import io.github.datachannel4j.peerconnection.IceServer;
import io.github.datachannel4j.peerconnection.IceTransportPolicy;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.PeerConnectionEvent.IceCandidateError;
import io.github.datachannel4j.peerconnection.Stats;
import io.github.datachannel4j.peerconnection.StatsReport;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(8)
class TurnTest {
    private static final Batch MEGABYTES = Batch.binary(64, 64 * 1024);
    private static final Pattern CANDIDATE = Pattern.compile("a=candidate:.* (\\d+) typ (\\w+).*");

    private static Coturn coturn;

    @BeforeAll
    static void startCoturn() throws IOException, InterruptedException {
        coturn = Coturn.start();
    }

    @AfterAll
    static void stopCoturn() throws IOException {
        coturn.close();
    }

    @Test
    void gathersTheAddressThatTheStunServerSees() {
        try (UdpNat nat = UdpNat.before(coturn.address());
                OurPeer peer =
                        peer(with(IceServer.of("stun:127.0.0.1:" + nat.address().getPort())))) {
            peer.createChannel(ChannelSpec.of("any"));
            peer.offer();

            assertThat(CANDIDATE.matcher(peer.gathered()).results())
                    .anyMatch(line -> line.group(2).equals("srflx") && nat.mapsTo(Integer.parseInt(line.group(1))));
        }
    }

    @Test
    void carriesDataBetweenTwoOfUsThatMayOnlyRelay() {
        PeerConnectionConfig relayOnly = with(turn(Coturn.PASSWORD)).withIceTransportPolicy(IceTransportPolicy.RELAY);
        try (OurPeer offerer = peer(relayOnly);
                OurPeer answerer = peer(relayOnly)) {
            PeerChannel created = offerer.createChannel(ChannelSpec.of("relayed"));
            new Connection(offerer, answerer).connect();
            PeerChannel announced = answerer.inbox().nextChannel();
            created.awaitOpen();

            assertArrives(created, announced);
            assertArrives(announced, created);
            assertRelayed(offerer);
            assertRelayed(answerer);
        }
    }

    @Test
    void carriesDataToABrowserWhenWeMayOnlyRelay() { // it needs the server too: a permission cannot be had for a
        // .local name
        PeerConnectionConfig relayOnly = with(turn(Coturn.PASSWORD)).withIceTransportPolicy(IceTransportPolicy.RELAY);
        OurPeer us = peer(relayOnly);
        try (Pair pair = pairWithChromium(us)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("relayed"));

            assertArrives(ends.ours(), ends.theirs());
            assertArrives(ends.theirs(), ends.ours());
            assertRelayed(us);
        }
    }

    @Test
    void saysThatTheCredentialsAreWrongAndGathersTheRest() {
        try (OurPeer peer = peer(with(turn("guessed")))) {
            BlockingQueue<IceCandidateError> errors = new LinkedBlockingQueue<>();
            peer.connection().onIceCandidateError(errors::add);
            peer.createChannel(ChannelSpec.of("any"));
            peer.offer();

            IceCandidateError error = Await.next(errors, "icecandidateerror");
            assertThat(error.errorCode()).isEqualTo(401);
            assertThat(error.url()).isEqualTo(coturn.turnUrl());
            assertThat(candidateTypes(peer)).contains("host").doesNotContain("relay");
        }
    }

    @Test
    void saysThatAStunServerIsSilentAndGathersTheRest() {
        try (OurPeer peer = peer(with(IceServer.of("stun:127.0.0.1:9")))) {
            BlockingQueue<IceCandidateError> errors = new LinkedBlockingQueue<>();
            peer.connection().onIceCandidateError(errors::add);
            peer.createChannel(ChannelSpec.of("any"));
            peer.offer();

            assertThat(Await.next(errors, "icecandidateerror").errorCode()).isEqualTo(701);
            assertThat(candidateTypes(peer)).contains("host").doesNotContain("srflx");
        }
    }

    private static Pair pairWithChromium(OurPeer us) {
        var chromium = Stage.open(Stack.CHROMIUM, PeerOptions.COUNT.withIceServer(turn(Coturn.PASSWORD)));
        return new Pair(us, chromium, new Connection(us, chromium));
    }

    private static IceServer turn(String password) {
        return IceServer.of(coturn.turnUrl(), Coturn.USER, password);
    }

    private static PeerConnectionConfig with(IceServer server) {
        return PeerConnectionConfig.defaults().withIceServers(server);
    }

    private static OurPeer peer(PeerConnectionConfig config) {
        return new OurPeer(PeerConnection.create(config), Mode.COUNT);
    }

    private static void assertArrives(PeerChannel from, PeerChannel to) {
        from.send(MEGABYTES);
        Accounting report = Await.outcome(to.expect(MEGABYTES.count()), "relayed messages at " + to);
        assertThat(report)
                .isEqualTo(new Accounting(MEGABYTES.count(), MEGABYTES.totalBytes(), 0, 0, 0, MEGABYTES.count() - 1));
    }

    private static void assertRelayed(OurPeer peer) {
        assertThat(candidateTypes(peer)).containsOnly("relay");
        StatsReport stats = Await.outcome(peer.connection().getStats(), "getStats");
        Stats pair = stats.of(Stats.OfTransport.class)
                .getFirst()
                .selectedCandidatePairId()
                .flatMap(stats::get)
                .orElseThrow();
        Stats local =
                stats.get(((Stats.OfCandidatePair) pair).localCandidateId()).orElseThrow();
        assertThat(((Stats.OfLocalCandidate) local).candidateType()).isEqualTo("relay");
    }

    private static List<String> candidateTypes(OurPeer peer) {
        return CANDIDATE
                .matcher(peer.gathered())
                .results()
                .map(line -> line.group(2))
                .toList();
    }
}
