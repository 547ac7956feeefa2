package io.github.datachannel4j.ice.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** MESSAGE-INTEGRITY, MESSAGE-INTEGRITY-SHA256 and FINGERPRINT (RFC 8489 §14.5 to §14.7), and the keys of its two credential mechanisms. */
public final class StunIntegrity {
    private static final String HMAC_SHA1 = "HmacSHA1";
    private static final String HMAC_SHA256 = "HmacSHA256";

    static final int HMAC_SHA1_LENGTH = 20;
    static final int HMAC_SHA256_LENGTH = 32;

    /** Keeps a fingerprint apart from the CRC-32 of another protocol on the same port. */
    private static final int FINGERPRINT_XOR = 0x5354554E;

    /** To find the provider and to make the object takes longer than all the rest. */
    private static final ThreadLocal<Mac> SHA1 = ThreadLocal.withInitial(() -> mac(HMAC_SHA1));

    private static final ThreadLocal<Mac> SHA256 = ThreadLocal.withInitial(() -> mac(HMAC_SHA256));

    private StunIntegrity() {}

    private static Mac mac(String algorithm) {
        try {
            return Mac.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /** The key of short-term credentials (RFC 8489 §9.1.1); ICE passwords are ASCII, which OpaqueString leaves alone. */
    public static byte[] shortTermKey(String password) {
        return password.getBytes(StandardCharsets.UTF_8);
    }

    /** The key of long-term credentials (RFC 8489 §9.2.2), with the MD5 that all TURN servers know. */
    public static byte[] longTermKey(String username, String realm, String password) {
        return digest("MD5", username + ":" + realm + ":" + password);
    }

    /** The same with SHA-256, for servers that offer it (RFC 8489 §18.5.1.2). */
    public static byte[] longTermKeySha256(String username, String realm, String password) {
        return digest("SHA-256", username + ":" + realm + ":" + password);
    }

    /** What stands in USERHASH, for servers that keep user names from being read on the way (RFC 8489 §14.4). */
    public static byte[] userHash(String username, String realm) {
        return digest("SHA-256", username + ":" + realm);
    }

    private static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /**
     * The HMAC over a message up to its MESSAGE-INTEGRITY, as if the message ended with that attribute.
     *
     * @param attributeOffset of the MESSAGE-INTEGRITY attribute from the start of the message
     */
    static byte[] hmacSha1(byte[] message, int offset, int attributeOffset, byte[] key) {
        return hmac(SHA1.get(), HMAC_SHA1_LENGTH, message, offset, attributeOffset, key);
    }

    /** The same for MESSAGE-INTEGRITY-SHA256. */
    static byte[] hmacSha256(byte[] message, int offset, int attributeOffset, byte[] key) {
        return hmac(SHA256.get(), HMAC_SHA256_LENGTH, message, offset, attributeOffset, key);
    }

    private static byte[] hmac(Mac mac, int valueLength, byte[] message, int offset, int attributeOffset, byte[] key) {
        byte[] header = new byte[StunMessage.HEADER_LENGTH];
        System.arraycopy(message, offset, header, 0, StunMessage.HEADER_LENGTH);
        int length = attributeOffset - StunMessage.HEADER_LENGTH + StunMessage.ATTRIBUTE_HEADER_LENGTH + valueLength;
        header[2] = (byte) (length >> 8);
        header[3] = (byte) length;
        try {
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            mac.update(header);
            mac.update(message, offset + StunMessage.HEADER_LENGTH, attributeOffset - StunMessage.HEADER_LENGTH);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an HMAC takes every key", e);
        }
    }

    /** The value of a FINGERPRINT after the given part of a message whose length field already counts it. */
    static int fingerprint(byte[] message, int offset, int length) {
        CRC32 crc = new CRC32();
        crc.update(message, offset, length);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }
}
