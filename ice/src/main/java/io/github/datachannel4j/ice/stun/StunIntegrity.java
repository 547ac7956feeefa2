package io.github.datachannel4j.ice.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** MESSAGE-INTEGRITY and FINGERPRINT (RFC 8489 §14.5, §14.7), and the keys of its two credential mechanisms. */
public final class StunIntegrity {
    static final int HMAC_SHA1_LENGTH = 20;

    /** Keeps a fingerprint apart from the CRC-32 of another protocol on the same port. */
    private static final int FINGERPRINT_XOR = 0x5354554E;

    private StunIntegrity() {}

    /** The key of short-term credentials (RFC 8489 §9.1.1); ICE passwords are ASCII, which OpaqueString leaves alone. */
    public static byte[] shortTermKey(String password) {
        return password.getBytes(StandardCharsets.UTF_8);
    }

    /** The key of long-term credentials (RFC 8489 §9.2.2), with the MD5 that all TURN servers know. */
    public static byte[] longTermKey(String username, String realm, String password) {
        try {
            return MessageDigest.getInstance("MD5")
                    .digest((username + ":" + realm + ":" + password).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /**
     * The HMAC over a message up to its MESSAGE-INTEGRITY, as if the message ended with that attribute.
     *
     * @param attributeOffset of the MESSAGE-INTEGRITY attribute from the start of the message
     */
    static byte[] hmacSha1(byte[] message, int offset, int attributeOffset, byte[] key) {
        byte[] header = new byte[StunMessage.HEADER_LENGTH];
        System.arraycopy(message, offset, header, 0, StunMessage.HEADER_LENGTH);
        int length =
                attributeOffset - StunMessage.HEADER_LENGTH + StunMessage.ATTRIBUTE_HEADER_LENGTH + HMAC_SHA1_LENGTH;
        header[2] = (byte) (length >> 8);
        header[3] = (byte) length;
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            mac.update(header);
            mac.update(message, offset + StunMessage.HEADER_LENGTH, attributeOffset - StunMessage.HEADER_LENGTH);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA1", e);
        }
    }

    /** The value of a FINGERPRINT after the given part of a message whose length field already counts it. */
    static int fingerprint(byte[] message, int offset, int length) {
        CRC32 crc = new CRC32();
        crc.update(message, offset, length);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }
}
