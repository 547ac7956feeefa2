package io.github.datachannel4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.SdpType;
import io.github.datachannel4j.peerconnection.SessionDescription;
import io.github.datachannel4j.peerconnection.StrangerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that come without signaling, with the page played by a connection of ours. */
@Timeout(60)
class DirectTest {
    private static final String PASSWORD = "thisPasswordIsOnThePage";
    private static final Message SECRET = Message.of("open sesame");

    private DataChannelServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    private void start(DataChannelServerBuilder builder) throws IOException {
        server = builder.configure(config -> config.withNetwork(NetworkOptions.loopbackOnly()))
                .http(0)
                .start();
    }

    private static boolean knowsTheSecret(Message first, InetSocketAddress from) {
        return SECRET.equals(first);
    }

    @Test
    void aPeerThatKnowsTheTokenBecomesOneLikeAllOthers() throws IOException {
        CompletableFuture<Peer> seen = new CompletableFuture<>();
        start(DataChannelServer.builder()
                .direct(PASSWORD, DirectTest::knowsTheSecret)
                .onPeer(peer -> {
                    peer.onChannel("direct", channel -> channel.onText(text -> channel.send("echo: " + text)));
                    seen.complete(peer);
                }));
        try (PeerConnection page = page()) {
            DataChannel channel = connect(page);
            CompletableFuture<Message> echo = new CompletableFuture<>();
            channel.onMessage(echo::complete);
            channel.send("open sesame");
            Peer peer = await(seen);
            channel.send("hi");

            assertThat(await(echo)).isEqualTo(Message.of("echo: hi"));
            assertThat(server.peers()).containsExactly(peer);
            assertThat(peer.isDirect()).isTrue();
            assertThat(peer.from().getAddress().isLoopbackAddress()).isTrue();
            assertThatThrownBy(peer::request).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aPeerWithAnotherTokenIsClosedUnseen() throws IOException {
        CompletableFuture<Peer> seen = new CompletableFuture<>();
        start(DataChannelServer.builder()
                .direct(PASSWORD, DirectTest::knowsTheSecret)
                .onPeer(seen::complete));
        try (PeerConnection page = page()) {
            DataChannel channel = connect(page);
            CompletableFuture<Void> closed = new CompletableFuture<>();
            channel.onClose(reason -> closed.complete(null));
            channel.send("let me in");
            await(closed);
        }
        assertThat(seen).isNotDone();
        assertThat(server.peers()).isEmpty();
    }

    @Test
    void aPeerThatSaysNothingIsClosed() throws IOException {
        start(DataChannelServer.builder()
                .direct(StrangerOptions.withPassword(PASSWORD), Duration.ofMillis(500), DirectTest::knowsTheSecret));
        try (PeerConnection page = page()) {
            CompletableFuture<Void> closed = new CompletableFuture<>();
            connect(page).onClose(reason -> closed.complete(null));
            await(closed);
        }
        assertThat(server.peers()).isEmpty();
    }

    @Test
    void aScriptIsThereOnlyForPeersWithoutSignaling() throws IOException {
        start(DataChannelServer.builder());
        assertThatThrownBy(server::directScript)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("direct()");
    }

    private static PeerConnection page() {
        return PeerConnection.create(PeerConnectionConfig.defaults().withNetwork(NetworkOptions.loopbackOnly()));
    }

    /** Does what the script does, with what the script holds. */
    private DataChannel connect(PeerConnection page) {
        String script = server.directScript();
        DataChannel channel = page.createDataChannel("direct");
        await(page.setLocalDescription());
        String own = found(page.localDescription().orElseThrow().sdp(), "a=ice-pwd:(\\S+)");
        String port = found(script, "const PORT = (\\d+);");
        assertThat(port).isEqualTo(Integer.toString(server.udpPort()));
        String answer = String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "a=ice-lite",
                "a=group:BUNDLE 0",
                "m=application " + port + " UDP/DTLS/SCTP webrtc-datachannel",
                "c=IN IP4 127.0.0.1",
                "a=mid:0",
                "a=ice-ufrag:" + own,
                "a=ice-pwd:" + found(script, "const PASSWORD = \"(.*)\";"),
                "a=fingerprint:" + found(script, "const FINGERPRINT = \"(.*)\";"),
                "a=setup:passive",
                "a=sctp-port:5000",
                "a=max-message-size:262144",
                "a=candidate:1 1 udp 2130706431 127.0.0.1 " + port + " typ host",
                "a=end-of-candidates",
                "");
        await(page.setRemoteDescription(new SessionDescription(SdpType.ANSWER, answer)));
        await(channel.opened());
        return channel;
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
