package io.github.datachannel4j.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateType;
import org.bouncycastle.tls.EncryptionAlgorithm;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * BouncyCastle's cryptography for the handshake, where it is several times as fast as the JDK's, and the JDK's for the
 * records, where it is the other way round. It has no state beside the random generator and serves all connections.
 */
final class DtlsCrypto extends BcTlsCrypto {

    static final DtlsCrypto INSTANCE = new DtlsCrypto();

    private DtlsCrypto() {
        super(new SecureRandom());
    }

    @Override
    public TlsCertificate createCertificate(short type, byte[] encoding) throws IOException {
        return type == CertificateType.X509
                ? new CompactCertificate(encoding)
                : super.createCertificate(type, encoding);
    }

    @Override
    public TlsCipher createCipher(TlsCryptoParameters parameters, int encryptionAlgorithm, int macAlgorithm)
            throws IOException {
        Aead aead = switch (encryptionAlgorithm) {
            case EncryptionAlgorithm.AES_128_GCM -> Aead.AES_128_GCM;
            case EncryptionAlgorithm.AES_256_GCM -> Aead.AES_256_GCM;
            case EncryptionAlgorithm.CHACHA20_POLY1305 -> Aead.CHACHA20_POLY1305;
            default -> throw new TlsFatalAlert(AlertDescription.internal_error);
        };
        return new RecordCipher(parameters, aead);
    }
}
