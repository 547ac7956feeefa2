package io.github.datachannel4j.dtls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;

/**
 * A certificate with its private key, which may serve many connections and is immutable. Nobody checks its chain or its
 * names: the peer compares its fingerprint with the one that signaling brought.
 */
public final class DtlsCertificate {

    /**
     * The W3C's default is 30 days. Short enough that a stolen key is of little use, long enough for a server that
     * never restarts to notice {@link #expires()} in time; and nobody but a careful peer looks at the date at all.
     */
    public static final Duration DEFAULT_LIFETIME = Duration.ofDays(30);

    /** The W3C's upper limit for generated certificates. */
    public static final Duration LIFETIME_MAX = Duration.ofDays(365);

    private final byte[] der;
    private final PrivateKey privateKey;
    private final AsymmetricKeyParameter signingKey;
    private final Certificate chain;
    private final Fingerprint fingerprint;
    private final Instant notBefore;
    private final Instant expires;

    private DtlsCertificate(byte[] der, PrivateKey privateKey) throws GeneralSecurityException, IOException {
        X509Certificate parsed = parse(der);
        requireMatch(parsed.getPublicKey(), privateKey);
        this.der = der;
        this.privateKey = privateKey;
        this.signingKey = PrivateKeyFactory.createKey(privateKey.getEncoded());
        this.chain = new Certificate(new TlsCertificate[] {new BcTlsCertificate(DtlsCrypto.INSTANCE, der)});
        this.fingerprint = Fingerprint.of(der);
        this.notBefore = parsed.getNotBefore().toInstant();
        this.expires = parsed.getNotAfter().toInstant();
    }

    /**
     * Makes a self-signed certificate of a fresh ECDSA P-256 key, which signs fast and which every browser uses and
     * accepts. It is valid from yesterday, since clocks differ, and for {@link #DEFAULT_LIFETIME} from now. Its name is
     * random, so that it tells nothing and two of them are never mixed up.
     */
    public static DtlsCertificate generate() {
        return generate(DEFAULT_LIFETIME);
    }

    /** As {@link #generate()}, for another time from now. */
    public static DtlsCertificate generate(Duration lifetime) {
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LIFETIME_MAX) > 0) {
            throw new IllegalArgumentException(
                    "a certificate may live up to " + LIFETIME_MAX.toDays() + " days, not " + lifetime);
        }
        try {
            SelfSigned made = SelfSigned.generate(Instant.now(), lifetime, new SecureRandom());
            return new DtlsCertificate(made.certificate(), made.privateKey());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java runtime cannot make an ECDSA P-256 certificate", e);
        }
    }

    /**
     * Reads a PEM text with one certificate and its private key in any order: PKCS#8 ("PRIVATE KEY"), SEC1 ("EC PRIVATE
     * KEY") or PKCS#1 ("RSA PRIVATE KEY"), not encrypted. Of a chain the first certificate is taken. The key may be
     * ECDSA P-256, P-384 or RSA.
     *
     * @throws IllegalArgumentException with what is missing or wrong
     */
    public static DtlsCertificate fromPem(String pem) {
        Pem parts = Pem.read(pem);
        try {
            return new DtlsCertificate(parts.certificate(), parts.privateKey());
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the PEM text's certificate is not a readable X.509 certificate", e);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the PEM text's private key cannot be used: " + e.getMessage(), e);
        }
    }

    /** The certificate and, after it, the private key as PKCS#8: what {@link #fromPem} reads. Keep it secret. */
    public String toPem() {
        return Pem.write(der, privateKey);
    }

    /** The SHA-256 fingerprint. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /** The fingerprint of another hash function; see {@link Fingerprint#of(String, byte[])}. */
    public Fingerprint fingerprint(String algorithm) {
        return Fingerprint.of(algorithm, der);
    }

    /** A fresh copy of the certificate's DER form. */
    public byte[] der() {
        return der.clone();
    }

    /** The first moment of its validity. */
    public Instant notBefore() {
        return notBefore;
    }

    /** The last moment of its validity. */
    public Instant expires() {
        return expires;
    }

    /** Whether it is not valid any more at {@code now}; the W3C refuses to make a connection with such a certificate. */
    public boolean isExpired(Instant now) {
        return now.isAfter(expires);
    }

    /** Names the certificate by its fingerprint and never shows the key. */
    @Override
    public String toString() {
        return "DtlsCertificate[" + fingerprint + ", expires " + expires + "]";
    }

    AsymmetricKeyParameter signingKey() {
        return signingKey;
    }

    /** As BouncyCastle wants it: one for all handshakes, since each connection keeps it. */
    Certificate chain() {
        return chain;
    }

    CertificateInfo info() {
        return CertificateInfo.of(der);
    }

    private static X509Certificate parse(byte[] der) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    }

    /** A key that does not belong to the certificate would otherwise show only as a failed handshake at the peer. */
    private static void requireMatch(PublicKey publicKey, PrivateKey privateKey) throws GeneralSecurityException {
        if (!publicKey.getAlgorithm().equals(privateKey.getAlgorithm())) {
            throw new GeneralSecurityException("the certificate is for " + publicKey.getAlgorithm()
                    + " and the key for " + privateKey.getAlgorithm());
        }
        String algorithm = privateKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        byte[] sample = publicKey.getEncoded();
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(privateKey);
        signer.update(sample);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(publicKey);
        verifier.update(sample);
        if (!verifier.verify(signature)) {
            throw new GeneralSecurityException("it does not belong to the certificate");
        }
    }
}
