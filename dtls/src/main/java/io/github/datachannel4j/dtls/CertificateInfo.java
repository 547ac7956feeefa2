package io.github.datachannel4j.dtls;

import java.util.Base64;

/**
 * A certificate as statistics show it (the W3C's RTCCertificateStats).
 *
 * @param fingerprint its SHA-256 fingerprint
 * @param base64Certificate its DER form in base 64
 */
public record CertificateInfo(Fingerprint fingerprint, String base64Certificate) {

    static CertificateInfo of(byte[] der) {
        return new CertificateInfo(Fingerprint.of(der), Base64.getEncoder().encodeToString(der));
    }

    /** A fresh copy of the DER form. */
    public byte[] der() {
        return Base64.getDecoder().decode(base64Certificate);
    }
}
