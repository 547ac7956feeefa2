package io.github.datachannel4j.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.stream.IntStream;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.jspecify.annotations.Nullable;

/**
 * What we say and accept as the server of the handshake. Extensions that a browser offers and that mean nothing here,
 * such as ALPN or a post-quantum key share, stay without an answer.
 */
final class ServerPeer extends DefaultTlsServer {

    /** X25519 costs a third of P-256. */
    private static final int[] GROUPS = {NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1};

    private static final short NO_FRAGMENT_LIMIT = -1;

    private final DtlsSession session;
    private boolean srtpOffered;

    ServerPeer(DtlsSession session) {
        super(DtlsCrypto.INSTANCE);
        this.session = session;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return CipherSuiteChoice.codes(session.signer());
    }

    @Override
    public int[] getSupportedGroups() {
        return GROUPS.clone();
    }

    @Override
    public TlsECConfig getECDHConfig() throws IOException {
        int[] offered = context.getSecurityParametersHandshake().getClientSupportedGroups();
        if (offered == null) {
            // RFC 8422 §4: a client that says nothing takes any; this one is in every implementation.
            return new TlsECConfig(NamedGroup.secp256r1);
        }
        for (int group : GROUPS) {
            if (IntStream.of(offered).anyMatch(theirs -> theirs == group)) {
                return new TlsECConfig(group);
            }
        }
        throw new TlsFatalAlert(AlertDescription.handshake_failure, "the peer offers no key exchange group of ours");
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public void processClientExtensions(@Nullable Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        srtpOffered = UnusedSrtp.isOffered(extensions);
        // RFC 6066 §4 lets a server ignore this one, and records of 512 bytes could not carry SCTP's packets.
        maxFragmentLengthOffered = NO_FRAGMENT_LIMIT;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Hashtable<Integer, byte[]> getServerExtensions() throws IOException {
        Hashtable<Integer, byte[]> extensions = super.getServerExtensions();
        return srtpOffered ? UnusedSrtp.addTo(extensions) : extensions;
    }

    @Override
    protected boolean allowCertificateStatus() {
        return false;
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
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        return credentials();
    }

    @Override
    protected TlsCredentialedSigner getRSASignerCredentials() throws IOException {
        return credentials();
    }

    private TlsCredentialedSigner credentials() throws IOException {
        return session.credentials(
                context, context.getSecurityParametersHandshake().getClientSigAlgs());
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(types, SignatureSchemes.offered(), null);
    }

    @Override
    public void notifyClientCertificate(Certificate client) throws IOException {
        session.verify(client);
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
