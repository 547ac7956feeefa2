package io.github.datachannel4j.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The X.509 form of {@link DtlsCertificate#generate()} (RFC 5280 §4.1): version 3, no extensions, issuer and subject the
 * same. Built from ASN.1 parts, which saves the whole of BouncyCastle's PKIX library.
 */
final class SelfSigned {

    /** Clocks of phones and of virtual machines are wrong by hours, seldom by more. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

    private static final int NAME_SIZE_BYTES = 8;

    /** RFC 5280 §4.1.2.2 wants a positive number of at most 20 bytes; 64 random bits do not collide. */
    private static final int SERIAL_SIZE_BITS = 64;

    private final byte[] certificate;
    private final PrivateKey privateKey;

    private SelfSigned(byte[] certificate, PrivateKey privateKey) {
        this.certificate = certificate;
        this.privateKey = privateKey;
    }

    /** The DER form. */
    byte[] certificate() {
        return certificate;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    static SelfSigned generate(Instant now, Duration lifetime, SecureRandom random)
            throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair pair = generator.generateKeyPair();

        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
        TBSCertificate content = content(now, lifetime, random, pair, algorithm);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate(), random);
        signature.update(content.getEncoded(ASN1Encoding.DER));
        DERSequence certificate =
                new DERSequence(new ASN1Encodable[] {content, algorithm, new DERBitString(signature.sign())});
        return new SelfSigned(certificate.getEncoded(ASN1Encoding.DER), pair.getPrivate());
    }

    private static TBSCertificate content(
            Instant now, Duration lifetime, SecureRandom random, KeyPair pair, AlgorithmIdentifier algorithm) {
        byte[] nameBytes = new byte[NAME_SIZE_BYTES];
        random.nextBytes(nameBytes);
        X500Name name = new X500Name("CN=" + HexFormat.of().formatHex(nameBytes));
        V3TBSCertificateGenerator fields = new V3TBSCertificateGenerator();
        fields.setSerialNumber(new ASN1Integer(new BigInteger(SERIAL_SIZE_BITS, random).add(BigInteger.ONE)));
        fields.setSignature(algorithm);
        fields.setIssuer(name);
        fields.setSubject(name);
        fields.setStartDate(new Time(Date.from(now.minus(CLOCK_TOLERANCE))));
        fields.setEndDate(new Time(Date.from(now.plus(lifetime))));
        fields.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        return fields.generateTBSCertificate();
    }
}
