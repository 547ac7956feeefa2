package io.github.datachannel4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client hears that has as many peers as one address may have. */
@Timeout(60)
class PeersPerAddressTest {
    private static final NetworkOptions LOOPBACK = NetworkOptions.loopbackOnly();

    @Test
    void onePeerTooManyOfAnAddressIsAnsweredWith429UntilAnotherLeaves() throws Exception {
        try (DataChannelServer server = DataChannelServer.builder()
                        .configure(config -> config.withNetwork(LOOPBACK))
                        .peersPerAddressMax(1)
                        .start();
                HttpClient http = HttpClient.newHttpClient();
                PeerConnection client =
                        PeerConnection.create(PeerConnectionConfig.defaults().withNetwork(LOOPBACK))) {
            URI signaling = URI.create("http://localhost:" + server.httpPort() + "/rtc");
            HttpRequest offer = HttpRequest.newBuilder(signaling)
                    .header("Content-Type", "application/sdp")
                    .POST(BodyPublishers.ofString(offer(client)))
                    .build();

            HttpResponse<String> first = send(http, offer);
            assertThat(first.statusCode()).isEqualTo(201);

            HttpResponse<String> second = send(http, offer);
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.body()).contains("1 peers from your address");
            assertThat(server.peers()).hasSize(1);

            URI session =
                    signaling.resolve(first.headers().firstValue("Location").orElseThrow());
            assertThat(send(http, HttpRequest.newBuilder(session).DELETE().build())
                            .statusCode())
                    .isEqualTo(200);
            // The place is given back in the course of the peer's end, which may be after the answer; the time-out of
            // the test bounds this.
            HttpResponse<String> third = send(http, offer);
            while (third.statusCode() == 429) {
                third = send(http, offer);
            }
            assertThat(third.statusCode()).isEqualTo(201);
        }
    }

    private static String offer(PeerConnection client) {
        client.createDataChannel("chat");
        client.setLocalDescription().join();
        return client.gatheringComplete().orTimeout(20, TimeUnit.SECONDS).join().sdp();
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
