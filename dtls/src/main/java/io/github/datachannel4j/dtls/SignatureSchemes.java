package io.github.datachannel4j.dtls;

import java.util.List;
import java.util.Vector;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsFatalAlert;
import org.jspecify.annotations.Nullable;

/** The signatures that we make and accept in the handshake: nothing with SHA-1. */
final class SignatureSchemes {

    private static final int P256_FIELD_SIZE_BITS = 256;

    private static final SignatureAndHashAlgorithm ECDSA_SHA256 = ecdsa(HashAlgorithm.sha256);
    private static final SignatureAndHashAlgorithm ECDSA_SHA384 = ecdsa(HashAlgorithm.sha384);
    private static final SignatureAndHashAlgorithm ECDSA_SHA512 = ecdsa(HashAlgorithm.sha512);

    private static final List<SignatureAndHashAlgorithm> FOR_P256 = List.of(ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512);
    private static final List<SignatureAndHashAlgorithm> FOR_LARGER_CURVES =
            List.of(ECDSA_SHA384, ECDSA_SHA512, ECDSA_SHA256);
    private static final List<SignatureAndHashAlgorithm> FOR_RSA = List.of(
            SignatureAndHashAlgorithm.rsa_pss_rsae_sha256,
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa),
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha384, SignatureAlgorithm.rsa),
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha512, SignatureAlgorithm.rsa));

    private SignatureSchemes() {}

    /** What we tell the peer that it may use; BouncyCastle's interfaces want a Vector. */
    @SuppressWarnings("JdkObsolete")
    static Vector<SignatureAndHashAlgorithm> offered() {
        Vector<SignatureAndHashAlgorithm> all = new Vector<>(FOR_P256);
        all.addAll(FOR_RSA);
        return all;
    }

    /**
     * The scheme in which our key signs.
     *
     * @param accepted what the peer accepts; null when it did not say
     */
    static SignatureAndHashAlgorithm choose(AsymmetricKeyParameter key, @Nullable Vector<?> accepted)
            throws TlsFatalAlert {
        for (SignatureAndHashAlgorithm scheme : fitting(key)) {
            if (accepted == null || accepted.contains(scheme)) {
                return scheme;
            }
        }
        throw new TlsFatalAlert(
                AlertDescription.handshake_failure, "the peer accepts no kind of signature that our key can make");
    }

    private static List<SignatureAndHashAlgorithm> fitting(AsymmetricKeyParameter key) {
        if (key instanceof ECPrivateKeyParameters ec) {
            return ec.getParameters().getCurve().getFieldSize() > P256_FIELD_SIZE_BITS ? FOR_LARGER_CURVES : FOR_P256;
        }
        return FOR_RSA;
    }

    private static SignatureAndHashAlgorithm ecdsa(short hash) {
        return SignatureAndHashAlgorithm.getInstance(hash, SignatureAlgorithm.ecdsa);
    }
}
