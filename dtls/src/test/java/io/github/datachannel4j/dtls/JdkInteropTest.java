package io.github.datachannel4j.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every role, cipher suite and kind of certificate against the JDK's own DTLS. */
class JdkInteropTest {

    @ParameterizedTest(name = "{1} as {0}, our key {2}, theirs {3}")
    @CsvSource({
        "CLIENT, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, ec, ec",
        "SERVER, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, ec, ec",
        "CLIENT, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, ec, ec",
        "SERVER, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, ec, ec",
        "CLIENT, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, ec, ec",
        "SERVER, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, ec, ec",
        "CLIENT, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, ec, rsa-pkcs1.pem",
        "SERVER, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, ec, rsa-pkcs1.pem",
        "SERVER, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, rsa-pkcs8.pem, ec",
        "CLIENT, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, rsa-pkcs1.pem, rsa-pkcs8.pem",
        "CLIENT, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, ec-p384-pkcs8.pem, ec-sec1.pem",
        "SERVER, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, ec-p384-pkcs8.pem, ec-p384-pkcs8.pem"
    })
    void understandsTheOtherImplementation(DtlsRole ours, String suite, String ourKey, String theirKey)
            throws Exception {
        DtlsCertificate theirCertificate = certificate(theirKey);
        try (TestPeer peer = new TestPeer(certificate(ourKey), TestPair.UNHURRIED)) {
            JdkPeer jdk = new JdkPeer(peer, theirCertificate, other(ours), suite);
            peer.start(ours, theirCertificate.fingerprint());
            jdk.handshake();
            peer.await(peer.connected);
            assertThat(peer.stats().cipherSuite()).isEqualTo(suite).isEqualTo(jdk.cipherSuite());
            assertThat(peer.stats().remoteCertificate().der()).isEqualTo(theirCertificate.der());

            Random random = new Random(suite.hashCode());
            for (int sizeBytes = 1; sizeBytes < 1400; sizeBytes += 97) {
                byte[] data = new byte[sizeBytes];
                random.nextBytes(data);
                peer.send(data);
                assertThat(jdk.receive()).isEqualTo(data);
                jdk.send(data);
                assertThat(peer.nextData()).isEqualTo(data);
            }
        }
    }

    @Test
    void hearsItsCloseNotify() throws Exception {
        DtlsCertificate theirs = DtlsCertificate.generate();
        try (TestPeer peer = new TestPeer(TestPair.UNHURRIED)) {
            JdkPeer jdk = new JdkPeer(
                    peer, theirs, DtlsRole.CLIENT, CipherSuiteChoice.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256.name());
            peer.start(DtlsRole.SERVER, theirs.fingerprint());
            jdk.handshake();
            peer.await(peer.connected);
            jdk.close();
            assertThat(peer.await(peer.over)).isEqualTo(DtlsState.CLOSED);
        }
    }

    @Test
    void isHeardWhenItCloses() throws Exception {
        DtlsCertificate theirs = DtlsCertificate.generate();
        try (TestPeer peer = new TestPeer(TestPair.UNHURRIED)) {
            JdkPeer jdk = new JdkPeer(
                    peer, theirs, DtlsRole.SERVER, CipherSuiteChoice.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256.name());
            peer.start(DtlsRole.CLIENT, theirs.fingerprint());
            jdk.handshake();
            peer.await(peer.connected);
            peer.closeTransport();
            assertThat(jdk.hearsTheEnd()).isTrue();
        }
    }

    private static DtlsCertificate certificate(String key) {
        return key.equals("ec") ? DtlsCertificate.generate() : DtlsCertificate.fromPem(Resources.text(key));
    }

    private static DtlsRole other(DtlsRole role) {
        return role == DtlsRole.CLIENT ? DtlsRole.SERVER : DtlsRole.CLIENT;
    }
}
