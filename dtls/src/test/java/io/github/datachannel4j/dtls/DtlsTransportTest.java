package io.github.datachannel4j.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DtlsTransportTest {

    @Test
    void carriesDataBothWays() {
        try (TestPair pair = new TestPair().connect()) {
            assertThat(pair.client.send(utf8("ping"))).isTrue();
            assertThat(pair.server.nextData()).isEqualTo(utf8("ping"));
            assertThat(pair.server.send(utf8("pong"))).isTrue();
            assertThat(pair.client.nextData()).isEqualTo(utf8("pong"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1191, 1300, DtlsTransport.APPLICATION_DATA_MAX_BYTES})
    void carriesRecordsOfEverySize(int sizeBytes) {
        byte[] data = new byte[sizeBytes];
        Arrays.fill(data, (byte) 0x5A);
        try (TestPair pair = new TestPair().connect()) {
            pair.client.send(data);
            assertThat(pair.server.nextData()).isEqualTo(data);
        }
    }

    @Test
    void refusesWhatDoesNotFitIntoARecord() {
        try (TestPair pair = new TestPair().connect()) {
            assertThatThrownBy(() -> pair.client.send(new byte[DtlsTransport.APPLICATION_DATA_MAX_BYTES + 1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("16384");
            assertThatThrownBy(() -> pair.client.send(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sendsNothingBeforeItIsConnected() {
        try (TestPeer peer = new TestPeer(TestPair.FAST)) {
            assertThat(peer.send(utf8("early"))).isFalse();
            assertThat(peer.sentSizes).isEmpty();
        }
    }

    @Test
    void goesThroughTheStatesAndCallsOnlyOnTheLoop() {
        try (TestPair pair = new TestPair().connect()) {
            pair.client.send(utf8("x"));
            pair.server.nextData();
            assertThat(pair.client.onLoop(() -> List.copyOf(pair.client.states)))
                    .containsExactly(DtlsState.CONNECTING, DtlsState.CONNECTED);
            for (TestPeer peer : List.of(pair.client, pair.server)) {
                Thread loop = peer.onLoop(Thread::currentThread);
                assertThat(peer.onLoop(() -> List.copyOf(peer.callers))).containsOnly(loop);
            }
        }
    }

    @Test
    void putsAFlightIntoDatagramsOfTheMtu() {
        try (TestPair pair = unhurried().connect()) {
            // ClientHello; Certificate to Finished.
            assertThat(pair.client.onLoop(() -> List.copyOf(pair.client.sentSizes)))
                    .hasSize(2);
            // ServerHello to ServerHelloDone; Finished.
            assertThat(pair.server.onLoop(() -> List.copyOf(pair.server.sentSizes)))
                    .hasSize(2)
                    .allMatch(size -> size <= 1200);
        }
    }

    @Test
    void fragmentsMessagesThatAreLongerThanTheMtu() {
        try (TestPair pair = new TestPair(options -> options.withMtuBytes(256)).connect()) {
            assertThat(pair.server.onLoop(() -> List.copyOf(pair.server.sentSizes)))
                    .hasSizeGreaterThan(3)
                    .allMatch(size -> size <= 256);
        }
    }

    @Test
    void reportsWhatHasBeenAgreedOn() {
        try (TestPair pair = unhurried().connect()) {
            DtlsStats stats = pair.client.stats();
            assertThat(stats.state()).isEqualTo(DtlsState.CONNECTED);
            assertThat(stats.role()).isEqualTo(DtlsRole.CLIENT);
            assertThat(stats.tlsVersion()).isEqualTo("FEFD");
            assertThat(stats.cipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
            assertThat(stats.localCertificate().fingerprint()).isEqualTo(pair.client.certificate.fingerprint());
            assertThat(stats.remoteCertificate().der()).isEqualTo(pair.server.certificate.der());
            assertThat(stats.datagramsSent()).isEqualTo(2);
            assertThat(stats.datagramsReceived()).isEqualTo(2);
            assertThat(stats.bytesReceived()).isEqualTo(pair.server.stats().bytesSent());
            assertThat(stats.datagramsDropped()).isZero();
        }
    }

    @Test
    void keepsTheClientHelloThatComesBeforeTheStart() {
        try (TestPair pair = unhurried()) {
            pair.client.start(DtlsRole.CLIENT, pair.server.certificate.fingerprint());
            pair.client.onLoop(() -> null);
            assertThat(pair.server.stats().state()).isEqualTo(DtlsState.NEW);
            pair.server.start(DtlsRole.SERVER, pair.client.certificate.fingerprint());
            assertThat(pair.client.await(pair.client.connected)).isEqualTo(DtlsState.CONNECTED);
        }
    }

    @Test
    void startsOnlyOnceAndOnlyWithAKnownFingerprint() {
        try (TestPeer peer = new TestPeer(TestPair.FAST)) {
            assertThatThrownBy(() -> peer.start(DtlsRole.CLIENT, new Fingerprint("sha-3", "AB")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sha-3 AB");
            peer.start(DtlsRole.CLIENT, peer.certificate.fingerprint());
            assertThatThrownBy(() -> peer.start(DtlsRole.CLIENT, peer.certificate.fingerprint()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("CONNECTING");
        }
    }

    @Test
    void writesTheSameKeyLogLineAtBothEnds() {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (TestPair pair = new TestPair(options -> options.withKeyLog(lines::add)).connect()) {
            assertThat(pair.client.stats().state()).isEqualTo(DtlsState.CONNECTED);
            assertThat(lines).hasSize(2).first().asString().matches("CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}");
            assertThat(lines.get(0)).isEqualTo(lines.get(1));
        }
    }

    private static TestPair unhurried() {
        return new TestPair(options -> TestPair.UNHURRIED);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
