package io.github.datachannel4j.dtls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The textual form of a certificate and its private key (RFC 7468). */
final class Pem {

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PKCS8_KEY = "PRIVATE KEY";
    private static final String SEC1_KEY = "EC PRIVATE KEY";
    private static final String PKCS1_KEY = "RSA PRIVATE KEY";
    private static final List<String> KEY_LABELS = List.of(PKCS8_KEY, SEC1_KEY, PKCS1_KEY);
    private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    /** RFC 7468 §2: writers wrap after 64 characters. */
    private static final int LINE_CHARACTERS = 64;

    /** The traditional formats tell of their encryption in header lines, which have a colon. */
    private static final String HEADER_MARK = ":";

    private final byte[] certificate;
    private final PrivateKey privateKey;

    private Pem(byte[] certificate, PrivateKey privateKey) {
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

    static Pem read(String text) {
        Map<String, byte[]> blocks = blocks(text);
        byte[] certificate = blocks.get(CERTIFICATE);
        if (certificate == null) {
            throw new IllegalArgumentException(
                    "the PEM text has no certificate (no '-----BEGIN CERTIFICATE-----' block)");
        }
        for (String label : KEY_LABELS) {
            byte[] key = blocks.get(label);
            if (key != null) {
                return new Pem(certificate, readKey(label, key));
            }
        }
        throw new IllegalArgumentException(
                "the PEM text has no private key (no block of " + String.join(", ", KEY_LABELS) + ")");
    }

    private static PrivateKey readKey(String label, byte[] content) {
        try {
            return toPrivateKey(toPkcs8(label, content));
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new IllegalArgumentException("the PEM text's private key cannot be read: " + e.getMessage(), e);
        }
    }

    static String write(byte[] certificate, PrivateKey privateKey) {
        return block(CERTIFICATE, certificate) + block(PKCS8_KEY, privateKey.getEncoded());
    }

    private static String block(String label, byte[] content) {
        Base64.Encoder encoder = Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'});
        return "-----BEGIN " + label + "-----\n" + encoder.encodeToString(content) + "\n-----END " + label + "-----\n";
    }

    private static Map<String, byte[]> blocks(String text) {
        Map<String, byte[]> blocks = new HashMap<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            String label = matcher.group(1);
            String content = matcher.group(2);
            if (label.equals(ENCRYPTED_KEY) || content.contains(HEADER_MARK)) {
                throw new IllegalArgumentException("the PEM text's private key is encrypted; decrypt it first");
            }
            blocks.putIfAbsent(label, decode(label, content));
        }
        return blocks;
    }

    private static byte[] decode(String label, String content) {
        try {
            return Base64.getDecoder().decode(content.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the PEM text's block '" + label + "' is not base 64", e);
        }
    }

    private static PrivateKey toPrivateKey(PrivateKeyInfo info) throws GeneralSecurityException, IOException {
        return KeyFactory.getInstance(algorithmOf(info)).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    private static String algorithmOf(PrivateKeyInfo info) throws GeneralSecurityException {
        ASN1ObjectIdentifier oid = info.getPrivateKeyAlgorithm().getAlgorithm();
        if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return "EC";
        }
        if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return "RSA";
        }
        throw new GeneralSecurityException("its kind (" + oid + ") is not supported; ECDSA and RSA are");
    }

    private static PrivateKeyInfo toPkcs8(String label, byte[] content) throws IOException {
        return switch (label) {
            case SEC1_KEY -> {
                ECPrivateKey key = ECPrivateKey.getInstance(content);
                // RFC 5915 §3 leaves the curve out where an outer structure names it; a file of its own has to.
                yield new PrivateKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
            }
            case PKCS1_KEY ->
                new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(content));
            default -> PrivateKeyInfo.getInstance(content);
        };
    }
}
