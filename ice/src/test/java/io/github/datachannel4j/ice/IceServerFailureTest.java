package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.TestTurnServer.Scheme;
import io.github.datachannel4j.ice.stun.StunWriter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of a server that does not help, and of how it was asked. */
class IceServerFailureTest {
    private final TestNetworks networks = new TestNetworks(1);

    @AfterEach
    void close() {
        networks.close();
    }

    private TestPeer gathered(IceServer server) {
        TestPeer peer = new TestPeer(
                networks.open(IceNetworkConfig.perAgent()),
                IceAgentConfig.defaults().withServers(List.of(server)));
        peer.call(IceAgent::gather);
        peer.awaitGathered();
        return peer;
    }

    private void assertFailure(IceServerFailure failure, IceServer server) {
        assertThat(gathered(server).errors)
                .isNotEmpty()
                .extracting(IceCandidateError::failure)
                .containsOnly(failure);
    }

    private static IceServer turn(String url) {
        return IceServer.of(url, TestTurnServer.USER, TestTurnServer.PASSWORD);
    }

    @Test
    void aRefusalIsToldFromSilence() {
        try (TestStunServer refusing = TestStunServer.refusing(500, "Server Error");
                TestStunServer silent = TestStunServer.silent();
                TestTurnServer turn = new TestTurnServer(Scheme.MD5, TestTurnServer.refusing(486, "Full"))) {
            assertFailure(IceServerFailure.REFUSED, IceServer.of(refusing.url()));
            assertFailure(IceServerFailure.REFUSED, turn.iceServer());
            assertFailure(IceServerFailure.NO_ANSWER, IceServer.of(silent.url()));
            assertFailure(IceServerFailure.NO_ANSWER, turn(silent.url().replace("stun:", "turn:")));
        }
    }

    /** Its code is 401 like that of a wrong password, and no other password would help. */
    @Test
    void credentialsThatNobodyCouldGiveAreNoRefusal() {
        try (TestTurnServer server = new TestTurnServer(Scheme.BID_DOWN, TestTurnServer::allocated)) {
            assertFailure(IceServerFailure.CHALLENGE_UNUSABLE, server.iceServer());
        }
    }

    @Test
    void anAnswerWithoutWhatItIsForIsUnusable() {
        try (TestStunServer server = TestStunServer.answeringNothing();
                TestTurnServer turn = new TestTurnServer(Scheme.MD5, StunWriter::success)) {
            assertFailure(IceServerFailure.ANSWER_UNUSABLE, IceServer.of(server.url()));
            assertFailure(IceServerFailure.ANSWER_UNUSABLE, turn.iceServer());
        }
    }

    @Test
    void whatIsWrongWithTheUrlIsToldFromTheServer() {
        assertFailure(IceServerFailure.TRANSPORT_UNSUPPORTED, IceServer.of("stuns:127.0.0.1"));
        assertFailure(IceServerFailure.NAME_UNKNOWN, IceServer.of("stun:no-such-host.invalid"));
    }

    @Test
    void whatIsWrongWithTheConnectionIsToldFromTheServer() throws IOException {
        assertFailure(IceServerFailure.NOT_CONNECTED, turn("turn:127.0.0.1:9?transport=tcp"));
        assertFailure(IceServerFailure.NOT_CONNECTED, turn("turns:127.0.0.1:9"));
        try (ServerSocket closing = listening("");
                ServerSocket talking = listening("this is no TLS\r\n")) {
            String closes = "127.0.0.1:" + closing.getLocalPort();
            assertFailure(IceServerFailure.CONNECTION_LOST, turn("turn:" + closes + "?transport=tcp"));
            assertFailure(IceServerFailure.TLS_FAILED, turn("turns:127.0.0.1:" + talking.getLocalPort()));
        }
    }

    /** The kernel takes the connection, nobody reads from it, and its time is over with that of the gathering. */
    @Test
    void aConnectionThatNobodyAnswersIsToldFromNone() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String host = "127.0.0.1:" + mute.getLocalPort();
            assertFailure(IceServerFailure.NO_ANSWER, turn("turn:" + host + "?transport=tcp"));
        }
    }

    /** Says this to whoever connects, and closes. */
    private static ServerSocket listening(String words) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("listening").start(() -> sayToAll(server, words));
        return server;
    }

    private static void sayToAll(ServerSocket server, String words) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // Closed, which the condition of the loop sees.
            }
        }
    }

    @Test
    void tellsWhatIsWrongWithACertificate() {
        assertHandshake(
                IceServerFailure.CERTIFICATE_UNTRUSTED,
                new CertificateException("PKIX path building failed", new CertPathBuilderException("no path")));
        assertHandshake(
                IceServerFailure.CERTIFICATE_EXPIRED,
                new CertificateException(
                        "PKIX path validation failed",
                        new CertPathValidatorException("validity", new CertificateExpiredException("1999"))));
        assertHandshake(
                IceServerFailure.CERTIFICATE_UNTRUSTED,
                new CertificateException("path", new CertPathValidatorException("signature")));
        assertHandshake(
                IceServerFailure.CERTIFICATE_FOR_ANOTHER_NAME,
                new CertificateException("No subject alternative DNS name matching localhost found."));
        assertHandshake(IceServerFailure.TLS_FAILED, new IOException("not TLS"));
    }

    private static void assertHandshake(IceServerFailure failure, Exception cause) {
        SSLHandshakeException end = new SSLHandshakeException("handshake");
        end.initCause(cause);
        assertThat(IceServerFailure.ofConnection(end, true)).isEqualTo(failure);
    }

    @Test
    void tellsAConnectionThatWasLostFromOneThatNeverWas() {
        assertThat(IceServerFailure.ofConnection(new ConnectException("refused"), false))
                .isEqualTo(IceServerFailure.NOT_CONNECTED);
        assertThat(IceServerFailure.ofConnection(new SocketException("reset"), true))
                .isEqualTo(IceServerFailure.CONNECTION_LOST);
    }

    @Test
    void countsRequestsAndTakesTheShortestRoundTrip() {
        try (TestStunServer server = TestStunServer.seeingAPublicAddress();
                TestTurnServer turn = new TestTurnServer(Scheme.MD5, TestTurnServer::allocated)) {
            assertThat(gathered(IceServer.of(server.url())).stats().servers())
                    .singleElement()
                    .satisfies(stats -> {
                        assertThat(stats.url()).isEqualTo(server.url());
                        assertThat(stats.transport()).isNull();
                        assertThat(stats.requestsSent()).isEqualTo(1);
                        assertThat(stats.responsesReceived()).isEqualTo(1);
                        assertThat(stats.roundTripNanos()).isPositive();
                    });
            assertThat(gathered(turn.iceServer()).stats().servers())
                    .singleElement()
                    .satisfies(stats -> {
                        assertThat(stats.transport()).isEqualTo(IceStats.ServerTransport.UDP);
                        assertThat(stats.requestsSent()).isEqualTo(2); // without and with credentials
                        assertThat(stats.responsesReceived()).isEqualTo(2);
                    });
        }
    }

    /** Nobody knows which of two transmissions an answer is to, so it gives no round trip (Karn's rule). */
    @Test
    void measuresNothingByARequestThatWasSentTwice() {
        try (TestStunServer server = TestStunServer.answeringEverySecondTime()) {
            assertThat(gathered(IceServer.of(server.url())).stats().servers())
                    .singleElement()
                    .satisfies(stats -> {
                        assertThat(stats.requestsSent()).isEqualTo(1);
                        assertThat(stats.responsesReceived()).isEqualTo(1);
                        assertThat(stats.roundTripNanos()).isEqualTo(-1);
                    });
        }
    }

    @Test
    void aServerThatWasNeverReachedIsAmongTheServers() {
        assertThat(gathered(turn("turns:127.0.0.1:9")).stats().servers())
                .singleElement()
                .satisfies(stats -> {
                    assertThat(stats.transport()).isEqualTo(IceStats.ServerTransport.TLS);
                    assertThat(stats.port()).isEqualTo(9);
                    assertThat(stats.responsesReceived()).isZero();
                });
    }
}
