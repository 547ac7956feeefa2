package io.github.datachannel4j.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DtlsCertificateTest {

    @Test
    void generatesASelfSignedP256CertificateThatAnyX509ReaderAccepts() throws Exception {
        X509Certificate certificate = x509(DtlsCertificate.generate());
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(((ECPublicKey) certificate.getPublicKey())
                        .getParams()
                        .getOrder()
                        .bitLength())
                .isEqualTo(256);
        assertThat(certificate.getIssuerX500Principal()).isEqualTo(certificate.getSubjectX500Principal());
        assertThat(certificate.getSerialNumber()).isPositive();
    }

    @Test
    void isValidFromYesterdayForThirtyDays() {
        Instant now = Instant.now();
        DtlsCertificate certificate = DtlsCertificate.generate();
        assertThat(Duration.between(certificate.notBefore(), now))
                .isBetween(Duration.ofHours(23), Duration.ofHours(25));
        assertThat(Duration.between(now, certificate.expires())).isBetween(Duration.ofDays(29), Duration.ofDays(31));
        assertThat(certificate.isExpired(now)).isFalse();
        assertThat(certificate.isExpired(now.plus(31, ChronoUnit.DAYS))).isTrue();
    }

    @Test
    void refusesALifetimeThatTheW3cForbids() {
        assertThatThrownBy(() -> DtlsCertificate.generate(Duration.ofDays(366)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("365 days");
        assertThatThrownBy(() -> DtlsCertificate.generate(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void makesADifferentNameAndKeyEachTime() throws Exception {
        X509Certificate one = x509(DtlsCertificate.generate());
        X509Certificate other = x509(DtlsCertificate.generate());
        assertThat(one.getSubjectX500Principal()).isNotEqualTo(other.getSubjectX500Principal());
        assertThat(one.getPublicKey()).isNotEqualTo(other.getPublicKey());
    }

    @Test
    void survivesTheWayThroughPem() {
        DtlsCertificate certificate = DtlsCertificate.generate();
        DtlsCertificate read = DtlsCertificate.fromPem(certificate.toPem());
        assertThat(read.der()).isEqualTo(certificate.der());
        assertThat(read.toPem()).isEqualTo(certificate.toPem());
        assertThat(read.fingerprint()).isEqualTo(certificate.fingerprint());
        assertThat(read.expires()).isEqualTo(certificate.expires());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-sec1.pem", "ec-p384-pkcs8.pem", "rsa-pkcs1.pem", "rsa-pkcs8.pem", "ec-crlf-chain.pem"})
    void readsWhatOpenSslWrites(String file) {
        DtlsCertificate certificate = DtlsCertificate.fromPem(Resources.text(file));
        assertThat(DtlsCertificate.fromPem(certificate.toPem()).der()).isEqualTo(certificate.der());
    }

    @Test
    void saysWhatIsWrongWithAPemText() {
        String good = DtlsCertificate.generate().toPem();
        String certificate = good.substring(0, good.indexOf("-----BEGIN PRIVATE"));
        String key = good.substring(certificate.length());
        String otherKey = DtlsCertificate.generate().toPem().substring(certificate.length() - 8);
        assertRefused("", "no certificate");
        assertRefused(key, "no certificate");
        assertRefused(certificate, "no private key");
        assertRefused(certificate + otherKey.substring(otherKey.indexOf("-----BEGIN PRIVATE")), "does not belong");
        assertRefused(certificate + key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"), "encrypted");
        assertRefused(certificate + key.replace("BEGIN PRIVATE KEY-----\nM", "BEGIN PRIVATE KEY-----\n!"), "base 64");
        assertRefused(certificate.replace("CERTIFICATE-----\nM", "CERTIFICATE-----\nA") + key, "certificate");
        assertRefused(certificate + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "private key");
        assertRefused(
                certificate + "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n", "private key");
    }

    @Test
    void neverShowsItsKey() {
        DtlsCertificate certificate = DtlsCertificate.generate();
        assertThat(certificate.toString())
                .contains(certificate.fingerprint().value())
                .doesNotContain("KEY");
    }

    private static void assertRefused(String pem, String reason) {
        assertThatThrownBy(() -> DtlsCertificate.fromPem(pem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private static X509Certificate x509(DtlsCertificate certificate) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.der()));
    }
}
