package io.github.datachannel4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.SessionDescription;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PATCH as any WHIP client sends it (RFC 9725 §4.3), from its first entity tag to the end of the session. */
@Timeout(60)
class PatchTest {
    private static final int SECONDS_MAX = 20;

    private final PeerConnection client = PeerConnection.create(PeerConnectionConfig.defaults()
            .withNetwork(NetworkOptions.defaults().withLoopback()));
    private final DataChannel channel = client.createDataChannel("chat");
    private final HttpClient http = HttpClient.newHttpClient();
    private DataChannelServer server;
    private HttpResponse<String> joined;

    @BeforeEach
    void join() throws Exception {
        server = DataChannelServer.builder()
                .loopback()
                .onPeer(peer -> peer.onChannel("chat", opened -> opened.onText(opened::send)))
                .start();
        await(client.setLocalDescription());
        String offer = await(client.gatheringComplete()).sdp();
        joined = http.send(
                HttpRequest.newBuilder(url("/rtc"))
                        .header("Content-Type", "application/sdp")
                        .POST(BodyPublishers.ofString(offer))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        await(client.setRemoteDescription(SessionDescription.answer(joined.body())));
        await(channel.opened());
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        http.shutdownNow();
    }

    @Test
    void eachIceSessionHasAnEntityTagOfItsOwn() throws Exception {
        String first = joined.headers().firstValue("etag").orElseThrow();
        assertThat(patch(first, fragment("")).statusCode()).isEqualTo(204);

        HttpResponse<String> restarted = patch("*", fragment("New"));
        String second = restarted.headers().firstValue("etag").orElseThrow();

        assertThat(restarted.statusCode()).isEqualTo(200);
        assertThat(second).matches("\"[^\"]+\"").isNotEqualTo(first);
        assertThat(restarted.body())
                .contains("a=ice-ufrag:")
                .contains("a=ice-pwd:")
                .contains("a=candidate:")
                .contains("a=end-of-candidates");
        assertThat(patch(first, fragment("New")).statusCode()).isEqualTo(412);
        assertThat(patch(second, fragment("New")).statusCode()).isEqualTo(204);
    }

    @Test
    void aRestartThatCannotBeLeavesThePeerConnected() throws Exception {
        HttpResponse<String> refused = patch("*", fragment("").replaceAll("a=ice-ufrag:.*", "a=ice-ufrag:no"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("ICE cannot be restarted").contains("ice-ufrag");
        channel.send("still here");
        assertThat(channel.receive()).hasToString("Text[text=still here]");
        assertThat(server.peers()).hasSize(1);
    }

    @Test
    void aPeerThatHasLeftHasNoSession() throws Exception {
        assertThat(http.send(HttpRequest.newBuilder(session()).DELETE().build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);

        assertThat(patch("*", fragment("New")).statusCode()).isEqualTo(404);
    }

    /** What the client offered, with other credentials if there is something to put behind them. */
    private String fragment(String suffix) {
        StringBuilder fragment = new StringBuilder();
        client.currentLocalDescription().orElseThrow().sdp().lines().forEach(line -> {
            if (line.startsWith("a=ice-ufrag:") || line.startsWith("a=ice-pwd:")) {
                fragment.append(line).append(suffix).append("\r\n");
            } else if (line.matches("m=.*|a=(mid|candidate|end-of-candidates).*")) {
                fragment.append(line).append("\r\n");
            }
        });
        return fragment.toString();
    }

    private HttpResponse<String> patch(String ifMatch, String fragment) throws Exception {
        return http.send(
                HttpRequest.newBuilder(session())
                        .header("Content-Type", "application/trickle-ice-sdpfrag")
                        .header("If-Match", ifMatch)
                        .method("PATCH", BodyPublishers.ofString(fragment))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI session() {
        return url(joined.headers().firstValue("location").orElseThrow());
    }

    private URI url(String path) {
        return URI.create("http://localhost:" + server.httpPort() + path);
    }

    private static <T> T await(CompletableFuture<T> step) {
        return step.orTimeout(SECONDS_MAX, TimeUnit.SECONDS).join();
    }
}
