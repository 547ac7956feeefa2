package io.github.datachannel4j.interop.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.CandidateType;
import io.github.datachannel4j.ice.IceAgent;
import io.github.datachannel4j.ice.IceAgentConfig;
import io.github.datachannel4j.ice.IceCandidate;
import io.github.datachannel4j.ice.IceConnectionState;
import io.github.datachannel4j.ice.IceEventLoops;
import io.github.datachannel4j.ice.IceNetwork;
import io.github.datachannel4j.ice.IceNetworkConfig;
import io.github.datachannel4j.ice.IceRole;
import io.github.datachannel4j.ice.IceServer;
import io.github.datachannel4j.ice.IceTimings;
import io.github.datachannel4j.ice.IceTransportPolicy;
import io.github.datachannel4j.ice.TrustedCertificates;
import io.github.datachannel4j.peerconnection.TurnSecret;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TURN over each transport with a real server, and what becomes of relays when that server is difficult or gone. */
class CoturnTransportsTest {
    /** The first TLS handshake of a JVM on a busy machine takes seconds. */
    private static final IceTimings PATIENT = IceTimings.defaults().withGatheringTimeout(Duration.ofSeconds(20));

    private final IceEventLoops loops = IceEventLoops.create(1);
    private final IceNetwork network =
            IceNetwork.open(IceNetworkConfig.perAgent().withLoopback(true), loops);

    /** The ways to the server. */
    enum Way {
        UDP {
            @Override
            IceServer of(Coturn coturn) {
                return user(coturn.turnUrl());
            }
        },
        TCP {
            @Override
            IceServer of(Coturn coturn) {
                return user(coturn.turnUrlOverTcp());
            }
        },
        TLS {
            @Override
            IceServer of(Coturn coturn) throws IOException {
                return user(coturn.turnUrlOverTls()).withSslContext(TrustedCertificates.fromPem(coturn.certificate()));
            }
        },
        UDP_OVER_IPV6 {
            @Override
            IceServer of(Coturn coturn) {
                return user(coturn.turnUrlOverIpv6(""));
            }
        },
        TCP_OVER_IPV6 {
            @Override
            IceServer of(Coturn coturn) {
                return user(coturn.turnUrlOverIpv6("?transport=tcp"));
            }
        };

        abstract IceServer of(Coturn coturn) throws IOException;

        private static IceServer user(String url) {
            return IceServer.of(url, Coturn.USER, Coturn.PASSWORD);
        }
    }

    @AfterEach
    void close() {
        network.close();
        loops.close();
    }

    private TurnClient client(IceServer server, IceRole role) {
        return new TurnClient(
                network,
                IceAgentConfig.defaults()
                        .withRole(role)
                        .withTransportPolicy(IceTransportPolicy.RELAY)
                        .withTimings(PATIENT)
                        .withServers(List.of(server)));
    }

    private static void assertCarries(TurnClient one, TurnClient other) throws Exception {
        String full = "x".repeat(1201); // Not a multiple of four, so that ChannelData is padded on streams.
        for (int i = 1; i <= 30; i++) {
            one.send("there " + i + full);
            other.awaitReceived(i);
            other.send("back " + i + full);
            one.awaitReceived(i);
        }
        assertThat(other.received()).startsWith("there 1" + full).endsWith("there 30" + full);
        assertThat(one.received()).startsWith("back 1" + full).endsWith("back 30" + full);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void relaysOverEachWay(Way way) throws Exception {
        try (Coturn coturn = Coturn.start()) {
            TurnClient one = client(way.of(coturn), IceRole.CONTROLLING);
            TurnClient other = client(way.of(coturn), IceRole.CONTROLLED);
            TurnClient.connect(one, other);
            IceCandidate local = one.ask(IceAgent::selectedPair).local();
            assertThat(local.type()).isEqualTo(CandidateType.RELAY);
            assertThat(local.address()).isEqualTo(way.name().endsWith("IPV6") ? "0:0:0:0:0:0:0:1" : "127.0.0.1");
            assertCarries(one, other);
            assertThat(coturn.log()).contains("CHANNEL_BIND processed, success");
        }
    }

    @Test
    void doesNotTrustACertificateThatNobodyHasVouchedFor() throws Exception {
        try (Coturn coturn = Coturn.start()) {
            TurnClient client =
                    client(IceServer.of(coturn.turnUrlOverTls(), Coturn.USER, Coturn.PASSWORD), IceRole.CONTROLLING);
            assertThat(client.gather()).isEmpty();
            assertThat(client.errors()).singleElement().satisfies(error -> {
                assertThat(error.errorCode()).isEqualTo(701);
                assertThat(error.errorText()).contains("certificate").contains("trusted");
            });
        }
    }

    @Test
    void doesNotTrustACertificateForAnotherName() throws Exception {
        CoturnPlace impostor = CoturnPlace.LOOPBACK.withCertificateFor("dns:turn.example");
        try (Coturn coturn = Coturn.start(impostor, Coturn.USERS)) {
            TurnClient client = client(Way.TLS.of(coturn), IceRole.CONTROLLING);
            assertThat(client.gather()).isEmpty();
            assertThat(client.errors()).singleElement().satisfies(error -> {
                assertThat(error.errorCode()).isEqualTo(701);
                assertThat(error.errorText()).contains("certificate").contains("127.0.0.1");
            });
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "TLS"})
    void saysThatTheCredentialIsWrong(Way way) throws Exception {
        try (Coturn coturn = Coturn.start()) {
            IceServer right = way.of(coturn);
            IceServer wrong = new IceServer(right.urls(), Coturn.USER, "guessed", right.sslContext());
            TurnClient client = client(wrong, IceRole.CONTROLLING);
            assertThat(client.gather()).isEmpty();
            assertThat(client.errors()).singleElement().satisfies(error -> {
                assertThat(error.errorCode()).isEqualTo(401);
                assertThat(error.errorText()).contains("does not accept");
                assertThat(error.address()).isEqualTo("127.0.0.1");
            });
        }
    }

    @Test
    void goesOnWhenItsNonceHasBecomeStale() throws Exception {
        try (Coturn coturn = Coturn.start(with("stale-nonce=1"))) {
            TurnClient one = client(Way.TCP.of(coturn), IceRole.CONTROLLING);
            TurnClient other = client(Way.UDP.of(coturn), IceRole.CONTROLLED);
            List<IceCandidate> ofOne = one.gather();
            List<IceCandidate> ofOther = other.gather();
            coturn.awaitSeconds(2); // The permissions are asked for with a nonce of before.
            one.meet(other, ofOther);
            other.meet(one, ofOne);
            one.awaitConnected();
            other.awaitConnected();
            assertCarries(one, other);
            assertThat(coturn.log()).containsIgnoringCase("stale nonce");
        }
    }

    @Test
    void saysThatTheQuotaIsUsedUpAndHasRoomAgainWhenARelayIsGivenBack() throws Exception {
        try (Coturn coturn = Coturn.start(with("user-quota=1"))) {
            TurnClient first = client(Way.TCP.of(coturn), IceRole.CONTROLLING);
            assertThat(first.gather()).hasSize(1);
            TurnClient second = client(Way.TCP.of(coturn), IceRole.CONTROLLING);
            assertThat(second.gather()).isEmpty();
            assertThat(second.errors()).singleElement().satisfies(error -> {
                assertThat(error.errorCode()).isEqualTo(486);
                assertThat(error.errorText()).contains("quota");
            });
            first.close();
            coturn.awaitLog("delete");
            assertThat(client(Way.UDP.of(coturn), IceRole.CONTROLLING).gather()).hasSize(1);
        }
    }

    @Test
    void takesCredentialsMadeFromTheSharedSecret() throws Exception {
        try (Coturn coturn = Coturn.start(List.of("use-auth-secret", "static-auth-secret=logen"))) {
            var made = TurnSecret.of("logen").iceServer("alice", coturn.turnUrlOverTcp());
            IceServer server = new IceServer(made.urls(), made.username(), made.credential());
            assertThat(client(server, IceRole.CONTROLLING).gather()).hasSize(1);

            var guessed = TurnSecret.of("guessed").iceServer("alice", coturn.turnUrlOverTcp());
            TurnClient refused = client(
                    new IceServer(guessed.urls(), guessed.username(), guessed.credential()), IceRole.CONTROLLING);
            assertThat(refused.gather()).isEmpty();
            assertThat(refused.errors().getFirst().errorCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TLS"})
    void noticesThatTheServerWasKilledAndARestartFindsItAgain(Way way) throws Exception {
        try (Coturn coturn = Coturn.start()) {
            TurnClient one = client(way.of(coturn), IceRole.CONTROLLING);
            TurnClient other = client(way.of(coturn), IceRole.CONTROLLED);
            TurnClient.connect(one, other);
            coturn.kill();
            one.awaitState(IceConnectionState.DISCONNECTED);
            other.awaitState(IceConnectionState.DISCONNECTED);

            coturn.startAgain();
            one.restart();
            other.restart();
            TurnClient.connect(one, other);
            assertCarries(one, other);
        }
    }

    private static List<String> with(String... options) {
        return Stream.concat(Coturn.USERS.stream(), Stream.of(options)).toList();
    }
}
