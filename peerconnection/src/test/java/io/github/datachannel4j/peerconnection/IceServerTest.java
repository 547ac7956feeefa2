package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.CandidateType;
import io.github.datachannel4j.ice.IceCandidate;
import io.github.datachannel4j.ice.IceRole;
import io.github.datachannel4j.ice.IceStats;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Schemes and queries may be in upper case (RFC 3986 §3.1), and so the URL's text says nothing by itself. */
    @ParameterizedTest
    @CsvSource({
        "TURNS:turn.example, TLS, tls",
        "turn:turn.example?TRANSPORT=TCP, TCP, tcp",
        "TURN:turn.example, UDP, udp",
        "stun:turn.example, , "
    })
    void candidatesSayHowTheirRelayIsReached(String url, IceStats.ServerTransport transport, String protocol) {
        IceCandidate relay = new IceCandidate(
                "1", 1, "udp", 1, "203.0.113.20", 50000, CandidateType.RELAY, null, "203.0.113.9", 61000, "abcd", url);
        IceStats stats = new IceStats(
                IceRole.CONTROLLING,
                io.github.datachannel4j.ice.IceConnectionState.NEW,
                io.github.datachannel4j.ice.IceGatheringState.COMPLETE,
                "abcd",
                List.of(relay),
                List.of(),
                List.of(),
                List.of(new IceStats.Server(url, 3478, transport, 2, 2, 1_000_000)),
                null,
                0);
        List<Stats> entries = new IceStatsEntries(stats, "T", 0).all();

        assertThat(entries.getFirst())
                .isInstanceOfSatisfying(
                        Stats.OfLocalCandidate.class,
                        candidate -> assertThat(candidate.relayProtocol()).isEqualTo(Optional.ofNullable(protocol)));
        assertThat(entries.getLast()).isInstanceOfSatisfying(Stats.OfIceServer.class, server -> {
            assertThat(server.relayProtocol()).isEqualTo(Optional.ofNullable(protocol));
            assertThat(server.minRoundTripTime()).hasValue(0.001);
        });
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
