package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection for which nothing is exchanged: the page writes the answer itself. */
@Timeout(60)
class StrangerDoorTest {
    private static final String PASSWORD = "thisPasswordIsOnThePage";

    /** What the page's script does, in Java. */
    private static SessionDescription selfMadeAnswer(SessionDescription offer, PeerConnectionFactory server) {
        Matcher own = Pattern.compile("a=ice-pwd:(\\S+)").matcher(offer.sdp());
        assertThat(own.find()).isTrue();
        return new SessionDescription(
                SdpType.ANSWER,
                String.join(
                        "\r\n",
                        "v=0",
                        "o=- 1 1 IN IP4 127.0.0.1",
                        "s=-",
                        "t=0 0",
                        "a=ice-lite",
                        "a=group:BUNDLE 0",
                        "m=application " + server.udpPort() + " UDP/DTLS/SCTP webrtc-datachannel",
                        "c=IN IP4 127.0.0.1",
                        "a=mid:0",
                        "a=ice-ufrag:" + own.group(1),
                        "a=ice-pwd:" + PASSWORD,
                        "a=fingerprint:" + server.certificate().fingerprint().algorithm() + " "
                                + server.certificate().fingerprint().value(),
                        "a=setup:passive",
                        "a=sctp-port:5000",
                        "a=max-message-size:262144",
                        "a=candidate:1 1 udp 2130706431 127.0.0.1 " + server.udpPort() + " typ host",
                        "a=end-of-candidates",
                        ""));
    }

    @Test
    void connectsWithAnAnswerThatThePageHasMade() {
        CompletableFuture<Message> first = new CompletableFuture<>();
        CompletableFuture<InetSocketAddress> from = new CompletableFuture<>();
        try (PeerConnectionFactory server = PeerConnectionFactory.create(TwoPeers.config());
                PeerConnection page = PeerConnection.create(TwoPeers.config())) {
            server.acceptStrangers(StrangerOptions.withPassword(PASSWORD), (connection, address) -> {
                from.complete(address);
                connection.onDataChannel(channel -> channel.onMessage(first::complete));
            });
            DataChannel channel = page.createDataChannel("hello");
            TwoPeers.await(page.setLocalDescription());
            TwoPeers.await(page.setRemoteDescription(
                    selfMadeAnswer(page.localDescription().orElseThrow(), server)));
            TwoPeers.await(channel.opened());
            channel.send("it is me");

            assertThat(TwoPeers.await(first)).isEqualTo(Message.of("it is me"));
            assertThat(TwoPeers.await(from).getAddress().isLoopbackAddress()).isTrue();
            assertThat(server.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void onlySoManyMayBeOnTheirWayAtATime() {
        TwoPeers.Heard<PeerConnection> entered = new TwoPeers.Heard<>();
        try (PeerConnectionFactory server = PeerConnectionFactory.create(TwoPeers.config());
                PeerConnection mute = PeerConnection.create(TwoPeers.config());
                PeerConnection otherMute = PeerConnection.create(TwoPeers.config());
                PeerConnection page = PeerConnection.create(TwoPeers.config())) {
            server.acceptStrangers(
                    StrangerOptions.withPassword(PASSWORD).withUnconnectedMax(2),
                    (connection, address) -> entered.accept(connection));
            knock(mute, server, StrangerDoorTest::waitingForTheServersHello);
            PeerConnection first = entered.next();
            knock(otherMute, server, StrangerDoorTest::waitingForTheServersHello);
            entered.next();

            DataChannel channel = knock(page, server, UnaryOperator.identity());
            awaitFirstCheck(page);
            assertThat(entered.waiting()).isZero();
            assertThat(server.connectionCount()).isEqualTo(2);
            first.close();

            entered.next();
            TwoPeers.await(channel.opened());
        }
    }

    @Test
    void whoIsConnectedLeavesThePlaceToTheNextOne() {
        try (PeerConnectionFactory server = PeerConnectionFactory.create(TwoPeers.config());
                PeerConnection one = PeerConnection.create(TwoPeers.config());
                PeerConnection other = PeerConnection.create(TwoPeers.config())) {
            server.acceptStrangers(
                    StrangerOptions.withPassword(PASSWORD).withUnconnectedMax(1), (connection, address) -> {});
            TwoPeers.await(knock(one, server, UnaryOperator.identity()).opened());
            TwoPeers.await(knock(other, server, UnaryOperator.identity()).opened());

            assertThat(server.connectionCount()).isEqualTo(2);
        }
    }

    private static DataChannel knock(
            PeerConnection page, PeerConnectionFactory server, UnaryOperator<SessionDescription> change) {
        DataChannel channel = page.createDataChannel("hello");
        TwoPeers.await(page.setLocalDescription());
        SessionDescription answer = selfMadeAnswer(page.localDescription().orElseThrow(), server);
        TwoPeers.await(page.setRemoteDescription(change.apply(answer)));
        return channel;
    }

    /** Both then wait for the other one to begin DTLS, and the page is on its way for ever. */
    private static SessionDescription waitingForTheServersHello(SessionDescription answer) {
        return SessionDescription.answer(answer.sdp().replace("a=setup:passive", "a=setup:active"));
    }

    private static void awaitFirstCheck(PeerConnection page) {
        Executor later = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
        boolean sent = false;
        while (!sent) {
            StatsReport stats = TwoPeers.await(
                    CompletableFuture.supplyAsync(page::getStats, later).thenCompose(report -> report));
            sent = stats.of(Stats.OfCandidatePair.class).stream().anyMatch(pair -> pair.requestsSent() > 0);
        }
        // Time for a check of that moment to arrive; the page sends it again after 250 ms.
        TwoPeers.await(CompletableFuture.runAsync(() -> {}, later));
    }

    @Test
    void aLiteServerConnectsAsEveryOther() {
        PeerConnectionConfig lite =
                TwoPeers.config().withNetwork(NetworkOptions.loopbackOnly().withIceLite());
        try (TwoPeers peers = new TwoPeers(TwoPeers.config(), lite)) {
            TwoPeers.Pair chat = peers.open();
            assertThat(chat.b().readyState()).isEqualTo(DataChannelState.OPEN);
            assertThat(peers.b.localDescription().orElseThrow().sdp()).contains("a=ice-lite");
            assertThat(peers.a.localDescription().orElseThrow().sdp()).doesNotContain("a=ice-lite");
        }
    }

    @Test
    void aLiteOffererIsControlledAllTheSame() {
        PeerConnectionConfig lite =
                TwoPeers.config().withNetwork(NetworkOptions.loopbackOnly().withIceLite());
        try (TwoPeers peers = new TwoPeers(lite, TwoPeers.config())) {
            assertThat(peers.open().b().readyState()).isEqualTo(DataChannelState.OPEN);
        }
    }
}
