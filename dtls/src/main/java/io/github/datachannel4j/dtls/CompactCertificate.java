package io.github.datachannel4j.dtls;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tls.crypto.Tls13Verifier;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsEncryptor;
import org.bouncycastle.tls.crypto.TlsVerifier;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.jspecify.annotations.Nullable;

/**
 * The peer's certificate. BouncyCastle keeps it as long as the connection, and what it makes of one, with tables to
 * multiply by its key, takes several kilobytes; here that is there only while the handshake needs it, and the bytes stay.
 */
final class CompactCertificate implements TlsCertificate {
    private final byte[] der;
    private @Nullable BcTlsCertificate parsed; // null after the handshake

    /** @throws IOException when this is no certificate */
    CompactCertificate(byte[] der) throws IOException {
        this.der = der;
        parsed = new BcTlsCertificate(DtlsCrypto.INSTANCE, der);
    }

    /** The handshake is over. */
    void compact() {
        parsed = null;
    }

    private BcTlsCertificate parsed() throws IOException {
        return parsed == null ? new BcTlsCertificate(DtlsCrypto.INSTANCE, der) : parsed;
    }

    @Override
    public TlsEncryptor createEncryptor(int tlsCertificateRole) throws IOException {
        return parsed().createEncryptor(tlsCertificateRole);
    }

    @Override
    public TlsVerifier createVerifier(short signatureAlgorithm) throws IOException {
        return parsed().createVerifier(signatureAlgorithm);
    }

    @Override
    public Tls13Verifier createVerifier(int signatureScheme) throws IOException {
        return parsed().createVerifier(signatureScheme);
    }

    @Override
    public byte[] getEncoded() {
        return der.clone();
    }

    @Override
    public byte @Nullable [] getExtension(ASN1ObjectIdentifier extensionId) throws IOException {
        return parsed().getExtension(extensionId);
    }

    @Override
    public BigInteger getSerialNumber() {
        return read().getSerialNumber();
    }

    @Override
    public String getSigAlgOID() {
        return read().getSigAlgOID();
    }

    @Override
    public ASN1Encodable getSigAlgParams() {
        return read().getSigAlgParams();
    }

    @Override
    public short getLegacySignatureAlgorithm() throws IOException {
        return parsed().getLegacySignatureAlgorithm();
    }

    @Override
    public boolean supportsSignatureAlgorithm(short signatureAlgorithm) throws IOException {
        return parsed().supportsSignatureAlgorithm(signatureAlgorithm);
    }

    @Override
    public boolean supportsSignatureAlgorithmCA(short signatureAlgorithm) throws IOException {
        return parsed().supportsSignatureAlgorithmCA(signatureAlgorithm);
    }

    @Override
    public TlsCertificate checkUsageInRole(int tlsCertificateRole) throws IOException {
        parsed().checkUsageInRole(tlsCertificateRole);
        return this;
    }

    private BcTlsCertificate read() {
        try {
            return parsed();
        } catch (IOException e) {
            throw new IllegalStateException("these bytes have been read as a certificate before", e);
        }
    }
}
