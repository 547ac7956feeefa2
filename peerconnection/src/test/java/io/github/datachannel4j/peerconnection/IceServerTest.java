package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a connection tells of its STUN and TURN servers. */
class IceServerTest {
    @Test
    void eachFailureOfIceHasItsName() {
        List<String> ice = names(io.github.datachannel4j.ice.IceServerFailure.values());
        assertThat(names(IceServerFailure.values())).isEqualTo(ice);
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toList();
    }

    @Test
    void errorsSayWhyAndStatsWhoWasAsked() throws Exception {
        String url = "turn:127.0.0.1:9?transport=tcp";
        PeerConnectionConfig defaults = PeerConnectionConfig.defaults();
        BlockingQueue<PeerConnectionEvent.IceCandidateError> errors = new LinkedBlockingQueue<>();
        try (PeerConnection connection =
                PeerConnection.create(defaults.withIceServers(IceServer.of(url, "user", "password"))
                        .withNetwork(defaults.network().withLoopback()))) {
            connection.onIceCandidateError(errors::add);
            connection.createDataChannel("any");
            connection.setLocalDescription().get(30, TimeUnit.SECONDS);
            PeerConnectionEvent.IceCandidateError error = errors.poll(30, TimeUnit.SECONDS);

            assertThat(error).isNotNull();
            assertThat(error.url()).isEqualTo(url);
            assertThat(error.errorCode()).isEqualTo(701);
            assertThat(error.failure()).isEqualTo(IceServerFailure.NOT_CONNECTED);
            StatsReport stats = connection.getStats().get(30, TimeUnit.SECONDS);
            assertThat(stats.of(Stats.OfIceServer.class)).singleElement().satisfies(server -> {
                assertThat(server.url()).isEqualTo(url);
                assertThat(server.relayProtocol()).contains("tcp");
                assertThat(server.minRoundTripTime()).isEmpty();
            });
            assertThat(stats.toMap().get("IS" + url)).containsEntry("type", "ice-server");
        }
    }
}
