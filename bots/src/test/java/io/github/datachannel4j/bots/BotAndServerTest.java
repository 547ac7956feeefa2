package io.github.datachannel4j.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.peerconnection.CloseReason;
import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.DataChannelOptions;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import io.github.datachannel4j.server.DataChannelServer;
import io.github.datachannel4j.server.DataChannelServerBuilder;
import io.github.datachannel4j.server.Peer;
import io.github.datachannel4j.signaling.SignalingException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server and its bots over real sockets. */
@Timeout(60)
class BotAndServerTest {
    private static final int SECONDS_MAX = 20;

    private DataChannelServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aBotHearsItsEcho() throws Exception {
        start(DataChannelServer.builder().onPeer(BotAndServerTest::echo));

        try (Bot bot = Bots.join(url()).channel("chat").open()) {
            bot.send("hi");
            assertThat(bot.receiveText()).isEqualTo("hi");
            bot.send(new byte[] {1, 2, 3});
            assertThat(((Message.Binary) bot.receive()).toArray()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aBotSignalsWithJsonAsWell() throws Exception {
        start(DataChannelServer.builder().onPeer(BotAndServerTest::echo));

        try (Bot bot = Bots.join(url()).json().channel("chat").open()) {
            bot.send("hi");
            assertThat(bot.receiveText()).isEqualTo("hi");
        }
    }

    @Test
    void theServerSeesTheOptionsOfEachChannel() throws Exception {
        CompletableFuture<DataChannel> seen = new CompletableFuture<>();
        start(DataChannelServer.builder().onPeer(peer -> peer.onChannel("state", seen::complete)));

        try (Bot bot = Bots.join(url())
                .channel(
                        "state",
                        DataChannelOptions.defaults()
                                .unordered()
                                .maxRetransmits(3)
                                .protocol("v1"))
                .open()) {
            DataChannel channel = seen.get(SECONDS_MAX, TimeUnit.SECONDS);
            assertThat(channel.ordered()).isFalse();
            assertThat(channel.maxRetransmits()).hasValue(3);
            assertThat(channel.protocol()).isEqualTo("v1");
            assertThat(bot.channels()).hasSize(1);
        }
    }

    @Test
    void aChannelThatNobodyWantsIsClosed() throws Exception {
        start(DataChannelServer.builder());

        try (Bot bot = Bots.join(url()).channel("surprise").open()) {
            assertThat(bot.channel("surprise").closed().get(SECONDS_MAX, TimeUnit.SECONDS))
                    .isInstanceOf(CloseReason.ClosedByPeer.class);
        }
    }

    /** Repeated, since the last packets once lost a race against the end of the loops, one time in twenty. */
    @RepeatedTest(20)
    void aServerThatClosesIsNoticedByItsBots() throws Exception {
        start(DataChannelServer.builder().onPeer(BotAndServerTest::echo));

        try (Bot bot = Bots.join(url()).channel("chat").open()) {
            server.close();
            assertThat(bot.receive()).isNull();
        }
    }

    @Test
    void aBotThatLeavesIsForgotten() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        start(DataChannelServer.builder().onPeer(peer -> {
            echo(peer);
            peer.onClose(gone::countDown);
        }));

        Bots.join(url()).channel("chat").open().close();

        assertThat(gone.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(server.peers()).isEmpty();
    }

    @Test
    void manyBotsShareTheServersPort() throws Exception {
        start(DataChannelServer.builder().onPeer(BotAndServerTest::echo));

        List<Bot> bots = new ArrayList<>();
        try (PeerConnectionFactory shared = PeerConnectionFactory.create(swarm())) {
            for (int i = 0; i < 20; i++) {
                bots.add(Bots.join(url()).channel("chat").factory(shared).open());
            }
            for (int i = 0; i < bots.size(); i++) {
                bots.get(i).send("bot " + i);
            }
            for (int i = 0; i < bots.size(); i++) {
                assertThat(bots.get(i).receiveText()).isEqualTo("bot " + i);
            }
            assertThat(server.peers()).hasSize(20);
            bots.forEach(Bot::close);
        }
    }

    @Test
    void whoIsNotAuthorizedIsToldSo() throws Exception {
        start(DataChannelServer.builder()
                .onPeer(BotAndServerTest::echo)
                .authorize(request ->
                        request.bearerToken().filter("s3cret"::equals).isPresent()));

        assertThatThrownBy(() -> Bots.join(url()).channel("chat").open())
                .isInstanceOf(SignalingException.class)
                .hasMessageContaining("401");
        try (Bot bot = Bots.join(url()).bearer("s3cret").channel("chat").open()) {
            bot.peerConnection().connected().get(SECONDS_MAX, TimeUnit.SECONDS);
        }
    }

    @Test
    void aFullServerSaysSoAndTakesTheNextOneWhenAPlaceIsFree() throws Exception {
        start(DataChannelServer.builder().onPeer(BotAndServerTest::echo).peersMax(1));

        Bot first = Bots.join(url()).channel("chat").open();
        assertThatThrownBy(() -> Bots.join(url()).channel("chat").open()).hasMessageContaining("503");
        CountDownLatch gone = new CountDownLatch(1);
        server.peers().forEach(peer -> peer.onClose(gone::countDown));
        first.close();
        assertThat(gone.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        Bots.join(url()).channel("chat").open().close();
    }

    @Test
    void anOfferThatIsNoneIsRefusedAndLeavesNoPeer() throws Exception {
        start(DataChannelServer.builder());

        for (String body : List.of(
                "", "hello", "v=0\r\n", "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=application x\r\n")) {
            HttpResponse<String> response = post(body);
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(response.body()).as(body).contains("The offer cannot be answered");
        }
        assertThat(server.peers()).isEmpty();
    }

    @Test
    void aListenerThatThrowsCostsOnlyItsPeer() throws Exception {
        start(DataChannelServer.builder().onPeer(peer -> {
            if (peer.request().bearerToken().isEmpty()) {
                throw new IllegalStateException("no token");
            }
            echo(peer);
        }));

        assertThatThrownBy(() -> Bots.join(url()).channel("chat").open()).hasMessageContaining("500");
        try (Bot bot = Bots.join(url()).bearer("any").channel("chat").open()) {
            bot.send("still here");
            assertThat(bot.receiveText()).isEqualTo("still here");
        }
        assertThat(server.peers().size()).isLessThanOrEqualTo(1);
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThatThrownBy(() -> DataChannelServer.builder()
                            .http(taken.getLocalPort())
                            .start())
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()))
                    .hasMessageContaining("another port");
        }
    }

    @Test
    void aUdpPortInUseIsNamedAndTheHttpPortGivenBack() throws Exception {
        start(DataChannelServer.builder());
        int httpPort;
        try (ServerSocket free = new ServerSocket(0)) {
            httpPort = free.getLocalPort();
        }

        assertThatThrownBy(() -> DataChannelServer.builder()
                        .udpPort(server.udpPort())
                        .http(httpPort)
                        .start())
                .hasMessageContaining(String.valueOf(server.udpPort()));
        DataChannelServer.builder().http(httpPort).start().close();
    }

    @Test
    void nobodyAtTheUrlIsSaidInOneSentence() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }

        assertThatThrownBy(() -> Bots.join("http://127.0.0.1:" + nobody + "/rtc")
                        .timeout(Duration.ofSeconds(5))
                        .open())
                .isInstanceOf(SignalingException.class)
                .hasMessageContaining("did not answer")
                .hasMessageContaining(":" + nobody);
    }

    @Test
    void aFactoryThatSharesItsPortIsNoneForBots() {
        try (PeerConnectionFactory shared = PeerConnectionFactory.create(PeerConnectionConfig.defaults())) {
            assertThatThrownBy(() -> Bots.join("http://localhost/rtc").factory(shared))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("withPortPerConnection");
        }
    }

    private static PeerConnectionConfig swarm() {
        PeerConnectionConfig defaults = PeerConnectionConfig.defaults();
        return defaults.withNetwork(defaults.network().withPortPerConnection());
    }

    private static void echo(Peer peer) {
        peer.onChannel(Peer.ANY_LABEL, channel -> channel.onMessage(channel::send));
    }

    private void start(DataChannelServerBuilder builder) throws Exception {
        server = builder.start();
    }

    private String url() {
        return "http://localhost:" + server.httpPort() + "/rtc";
    }

    private HttpResponse<String> post(String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url()))
                            .header("Content-Type", "application/sdp")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
