package io.github.datachannel4j.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.jspecify.annotations.Nullable;

/** What we say and accept as the client of the handshake. */
final class ClientPeer extends AbstractTlsClient {

    private final DtlsSession session;

    ClientPeer(DtlsSession session) {
        super(DtlsCrypto.INSTANCE);
        this.session = session;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return CipherSuiteChoice.codes();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Hashtable<Integer, byte[]> getClientExtensions() throws IOException {
        return UnusedSrtp.addTo(super.getClientExtensions());
    }

    /** X25519 costs a third of P-256; P-384 is there for certificates of that curve. */
    @Override
    @SuppressWarnings({"rawtypes", "JdkObsolete"})
    protected Vector<Integer> getSupportedGroups(Vector roles) {
        return new Vector<>(List.of(NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1));
    }

    @Override
    protected Vector<SignatureAndHashAlgorithm> getSupportedSignatureAlgorithms() {
        return SignatureSchemes.offered();
    }

    /** Nobody can say anything about the revocation of a self-signed certificate. */
    @Override
    protected @Nullable CertificateStatusRequest getCertificateStatusRequest() {
        return null;
    }

    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        // The certificate is trusted for its fingerprint and not for its signature.
        return false;
    }

    /** RFC 7627 §1: without it, two sessions could be made to share their secrets. */
    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return session.retransmitMillis();
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
                session.verify(server.getCertificate());
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
                return session.credentials(context, request.getSupportedSignatureAlgorithms());
            }
        };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        session.completed(context);
    }

    @Override
    public void notifyAlertRaised(short level, short description, @Nullable String message, @Nullable Throwable cause) {
        session.alertSent(level, description);
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        session.alertReceived(level, description);
    }
}
