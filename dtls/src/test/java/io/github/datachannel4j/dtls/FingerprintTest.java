package io.github.datachannel4j.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    private static final byte[] CERTIFICATE = {1, 2, 3};
    private static final byte[] OTHER = {3, 2, 1};

    @Test
    void hasTheFormOfTheSdpAttribute() {
        assertThat(Fingerprint.of(CERTIFICATE).toString())
                .isEqualTo("sha-256 03:90:58:C6:F2:C0:CB:49:2C:53:3B:0A:4D:14:EF:77:"
                        + "CC:0F:78:AB:CC:CE:D5:28:7D:84:A1:A2:01:1C:FB:81");
    }

    @Test
    void readsAnyCase() {
        assertThat(Fingerprint.parse("SHA-256 ab:cd")).isEqualTo(new Fingerprint("sha-256", "AB:CD"));
        assertThat(Fingerprint.parse(Fingerprint.of(CERTIFICATE).toString())).isEqualTo(Fingerprint.of(CERTIFICATE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha-256", "sha-256 ", "sha-256 AB:C", "sha-256 ABCD:EF", "sha-256 AB:CD EF", "AB:CD"})
    void refusesWhatIsNoFingerprint(String text) {
        assertThatThrownBy(() -> Fingerprint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha-1", "sha-224", "sha-256", "sha-384", "sha-512"})
    void matchesWithEveryKnownHashFunction(String algorithm) {
        Fingerprint fingerprint = Fingerprint.of(algorithm, CERTIFICATE);
        assertThat(fingerprint.matches(CERTIFICATE)).isTrue();
        assertThat(fingerprint.matches(OTHER)).isFalse();
        assertThat(Fingerprint.anyMatches(List.of(fingerprint), CERTIFICATE)).isTrue();
    }

    @Test
    void knowsNothingOfMd5() {
        assertThatThrownBy(() -> Fingerprint.of("md5", CERTIFICATE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("md5");
        assertThat(new Fingerprint("md5", "00").matches(CERTIFICATE)).isFalse();
    }

    @Test
    void ignoresUnknownHashFunctionsBesideAKnownOne() {
        Fingerprint unknown = new Fingerprint("sha3-256", "AB");
        assertThat(Fingerprint.anyMatches(List.of(unknown, Fingerprint.of(CERTIFICATE)), CERTIFICATE))
                .isTrue();
        assertThat(Fingerprint.anyMatches(List.of(unknown), CERTIFICATE)).isFalse();
    }

    @Test
    void acceptsAnyOfSeveralCertificates() {
        List<Fingerprint> both = List.of(Fingerprint.of(OTHER), Fingerprint.of(CERTIFICATE));
        assertThat(Fingerprint.anyMatches(both, CERTIFICATE)).isTrue();
    }

    @Test
    void letsTheStrongestKnownHashFunctionDecide() {
        List<Fingerprint> weakOneRight =
                List.of(Fingerprint.of("sha-1", CERTIFICATE), Fingerprint.of("sha-512", OTHER));
        assertThat(Fingerprint.anyMatches(weakOneRight, CERTIFICATE)).isFalse();
        assertThat(Fingerprint.anyMatches(weakOneRight, OTHER)).isTrue();
    }
}
