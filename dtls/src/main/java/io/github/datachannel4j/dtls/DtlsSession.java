package io.github.datachannel4j.dtls;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.jspecify.annotations.Nullable;

/**
 * What client and server have in common: who we are, whom we expect, and what the handshake finds out. Used on the
 * handshake's thread until that hands it to the loop together with its outcome, and on the loop from then on.
 */
final class DtlsSession {

    private final DtlsCertificate certificate;
    private final @Nullable List<Fingerprint> remoteFingerprints; // null when the peer is unknown, and any will do
    private final DtlsOptions options;

    private byte @Nullable [] remoteCertificate; // in DER form; null until it has the right fingerprint
    private @Nullable CompactCertificate remote; // as BouncyCastle has it; null before the peer's has come
    private @Nullable String mismatch;
    private @Nullable String cipherSuite;
    private @Nullable String keyLogLine;
    private @Nullable Integer sentAlert;
    private @Nullable Integer receivedAlert;
    private boolean closedByPeer;

    DtlsSession(DtlsCertificate certificate, @Nullable List<Fingerprint> remoteFingerprints, DtlsOptions options) {
        this.certificate = certificate;
        this.remoteFingerprints = remoteFingerprints;
        this.options = options;
    }

    /** A session that cannot tell who the peer is. */
    static DtlsSession withUnknownPeer(DtlsCertificate certificate, DtlsOptions options) {
        return new DtlsSession(certificate, null, options);
    }

    DtlsOptions options() {
        return options;
    }

    int retransmitMillis() {
        return Math.toIntExact(options.retransmitInterval().toMillis());
    }

    CipherSuiteChoice.Signer signer() {
        return certificate.signingKey() instanceof ECPrivateKeyParameters
                ? CipherSuiteChoice.Signer.ECDSA
                : CipherSuiteChoice.Signer.RSA;
    }

    /**
     * Our certificate, ready to sign.
     *
     * @param accepted the peer's list of signature schemes; null when it sent none
     */
    TlsCredentialedSigner credentials(TlsContext context, @Nullable Vector<?> accepted) throws IOException {
        DtlsCrypto crypto = DtlsCrypto.INSTANCE;
        SignatureAndHashAlgorithm scheme = SignatureSchemes.choose(certificate.signingKey(), accepted);
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context), crypto, certificate.signingKey(), certificate.chain(), scheme);
    }

    /**
     * RFC 8122 §6.2: the peer is who signaling says if its certificate has the fingerprint; names, dates and issuers do
     * not count. Called before the keys exist, so no data can have passed.
     */
    void verify(Certificate chain) throws IOException {
        if (chain.isEmpty()) {
            mismatch = "the peer sent no certificate";
            throw new TlsFatalAlert(AlertDescription.bad_certificate, mismatch);
        }
        if (chain.getCertificateAt(0) instanceof CompactCertificate compact) {
            remote = compact;
        }
        byte[] der = chain.getCertificateAt(0).getEncoded();
        if (remoteFingerprints != null && !Fingerprint.anyMatches(remoteFingerprints, der)) {
            mismatch = "the peer's certificate has the fingerprint " + Fingerprint.of(der)
                    + ", and its session description says " + remoteFingerprints;
            throw new TlsFatalAlert(AlertDescription.bad_certificate, mismatch);
        }
        remoteCertificate = der;
    }

    void completed(TlsContext context) throws IOException {
        if (remoteCertificate == null) {
            throw new TlsFatalAlert(AlertDescription.internal_error, "the peer's certificate has not been checked");
        }
        if (remote != null) {
            remote.compact();
        }
        SecurityParameters parameters = context.getSecurityParametersConnection();
        cipherSuite = CipherSuiteChoice.nameOf(parameters.getCipherSuite());
        if (options.keyLog() != null) {
            byte[] secret = DtlsCrypto.INSTANCE
                    .adoptSecret(parameters.getMasterSecret())
                    .extract();
            HexFormat hex = HexFormat.of();
            keyLogLine = "CLIENT_RANDOM " + hex.formatHex(parameters.getClientRandom()) + " " + hex.formatHex(secret);
        }
    }

    void alertSent(short level, short description) {
        if (level == AlertLevel.fatal) {
            sentAlert = (int) description;
        }
    }

    void alertReceived(short level, short description) {
        if (description == AlertDescription.close_notify) {
            closedByPeer = true;
        } else if (level == AlertLevel.fatal) {
            receivedAlert = (int) description;
        }
    }

    boolean isClosedByPeer() {
        return closedByPeer;
    }

    /** The peer's in DER form; null until it has the right fingerprint. */
    byte @Nullable [] remoteCertificate() {
        return remoteCertificate;
    }

    /** Null before the end of the handshake. */
    @Nullable
    String cipherSuite() {
        return cipherSuite;
    }

    /** Null when nobody asked for it, and before the end of the handshake. */
    @Nullable
    String keyLogLine() {
        return keyLogLine;
    }

    /** Turns what BouncyCastle threw, and what we know of it, into words. */
    DtlsFailure failure(Throwable thrown) {
        if (mismatch != null) {
            return new DtlsFailure(DtlsFailure.Kind.FINGERPRINT_MISMATCH, mismatch, sentAlert, null);
        }
        if (receivedAlert != null) {
            String reason = "the peer refused with the fatal alert " + alertName(receivedAlert);
            return new DtlsFailure(DtlsFailure.Kind.ALERT_RECEIVED, reason, sentAlert, receivedAlert);
        }
        if (sentAlert != null && sentAlert != AlertDescription.internal_error) {
            String reason = "we refused what the peer sent: " + thrown.getMessage();
            return new DtlsFailure(DtlsFailure.Kind.ALERT_SENT, reason, sentAlert, null);
        }
        return new DtlsFailure(DtlsFailure.Kind.INTERNAL, "DTLS gave up: " + thrown, sentAlert, null);
    }

    private static String alertName(int description) {
        return AlertDescription.getText((short) description);
    }
}
