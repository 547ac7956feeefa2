package io.github.datachannel4j.dtls;

import java.util.Arrays;
import java.util.stream.Stream;
import org.bouncycastle.tls.CipherSuite;

/** The cipher suites that we speak, best first: forward secrecy and AEAD only, as RFC 8827 §6.5 asks for. */
enum CipherSuiteChoice {
    TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, Signer.ECDSA),
    TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, Signer.ECDSA),
    TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256(
            CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, Signer.ECDSA),
    TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, Signer.RSA),
    TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, Signer.RSA),
    TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256(CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, Signer.RSA);

    /** The kind of key that the server signs the key exchange with. */
    enum Signer {
        ECDSA,
        RSA
    }

    private final int code;
    private final Signer signer;

    CipherSuiteChoice(int code, Signer signer) {
        this.code = code;
        this.signer = signer;
    }

    /** All of them: a client accepts whatever kind of certificate the server has. */
    static int[] codes() {
        return codes(Arrays.stream(values()));
    }

    /** Those in which a server with such a key can answer. */
    static int[] codes(Signer signer) {
        return codes(Arrays.stream(values()).filter(suite -> suite.signer == signer));
    }

    /** The IANA name. */
    static String nameOf(int code) {
        return Arrays.stream(values())
                .filter(suite -> suite.code == code)
                .map(Enum::name)
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("not one of our cipher suites: " + code));
    }

    private static int[] codes(Stream<CipherSuiteChoice> suites) {
        return suites.mapToInt(suite -> suite.code).toArray();
    }
}
