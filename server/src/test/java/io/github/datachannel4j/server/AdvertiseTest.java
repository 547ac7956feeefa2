package io.github.datachannel4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a peer is told of a server behind a one-to-one NAT. */
@Timeout(60)
class AdvertiseTest {
    private static final int SECONDS_MAX = 20;

    @Test
    void peersAreToldThePublicAddressesAndNotTheServersOwn() throws Exception {
        try (DataChannelServer server = DataChannelServer.builder()
                .configure(config -> config.withNetwork(
                        config.network().withLoopback().withBindAddresses(InetAddress.getLoopbackAddress())))
                .advertise("203.0.113.7", "198.51.100.9:4000")
                .start()) {
            List<String> candidates = answer(server.httpPort())
                    .lines()
                    .filter(line -> line.startsWith("a=candidate:"))
                    .toList();

            assertThat(candidates)
                    .hasSize(2)
                    .allMatch(line -> line.contains(" typ host"))
                    .anyMatch(line -> line.contains(" 203.0.113.7 " + server.udpPort() + " "))
                    .anyMatch(line -> line.contains(" 198.51.100.9 4000 "));
        }
    }

    private static String answer(int port) throws Exception {
        PeerConnectionConfig config = PeerConnectionConfig.defaults().withNetwork(NetworkOptions.loopbackOnly());
        try (PeerConnection client = PeerConnection.create(config);
                HttpClient http = HttpClient.newHttpClient()) {
            client.createDataChannel("chat");
            client.setLocalDescription()
                    .orTimeout(SECONDS_MAX, TimeUnit.SECONDS)
                    .join();
            String offer = client.gatheringComplete()
                    .orTimeout(SECONDS_MAX, TimeUnit.SECONDS)
                    .join()
                    .sdp();
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/rtc"))
                                    .header("Content-Type", "application/sdp")
                                    .POST(BodyPublishers.ofString(offer))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
