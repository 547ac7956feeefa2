package io.github.datachannel4j.ice.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A STUN message, as a view of the bytes that it came in: well-formed, but of nobody's in particular until its integrity
 * has been checked.
 *
 * <pre>
 *  0 0 |     type (14)     |        length (16)        |
 *  |                magic cookie (32)                  |
 *  |              transaction id (96)                  |   then attributes: type (16), length (16), value, padding
 * </pre>
 */
public final class StunMessage {
    /** The bytes before the first attribute. */
    public static final int HEADER_LENGTH = 20;

    static final int TRANSACTION_ID_LENGTH = 12;
    static final int ATTRIBUTE_HEADER_LENGTH = 4;
    static final int MAGIC_COOKIE = 0x2112A442;
    static final int FAMILY_IPV4 = 1;
    static final int FAMILY_IPV6 = 2;
    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;
    private static final int ABSENT = -1;

    private final byte[] bytes;
    private final int offset;
    private final int end;
    private final int type;
    private final TransactionId transactionId;

    private StunMessage(byte[] bytes, int offset, int end) {
        this.bytes = bytes;
        this.offset = offset;
        this.end = end;
        type = u16(offset);
        transactionId = TransactionId.read(bytes, offset + 8);
    }

    /** Whether a datagram's first byte is that of STUN (RFC 7983 §7). */
    public static boolean isStun(byte firstByte) {
        return (firstByte & 0xFC) == 0;
    }

    /** Reads the message that fills these bytes. */
    public static StunMessage parse(byte[] bytes, int offset, int length) throws MalformedStunException {
        if (length < HEADER_LENGTH || !isStun(bytes[offset])) {
            throw new MalformedStunException("not a STUN header");
        }
        StunMessage message = new StunMessage(bytes, offset, offset + length);
        if (message.u32(offset + 4) != MAGIC_COOKIE) {
            throw new MalformedStunException("no magic cookie");
        }
        if (message.u16(offset + 2) != length - HEADER_LENGTH || length % 4 != 0) {
            throw new MalformedStunException("the length field does not fit the datagram");
        }
        message.checkAttributes();
        return message;
    }

    private void checkAttributes() throws MalformedStunException {
        int at = offset + HEADER_LENGTH;
        while (at < end) {
            // The message's length is a multiple of four, and so is every step: a header always fits.
            int next = next(at);
            if (next > end) {
                throw new MalformedStunException("an attribute is longer than the message");
            }
            if (u16(at) == StunAttribute.MESSAGE_INTEGRITY && u16(at + 2) != StunIntegrity.HMAC_SHA1_LENGTH) {
                throw new MalformedStunException("MESSAGE-INTEGRITY does not have 20 bytes");
            }
            if (u16(at) == StunAttribute.MESSAGE_INTEGRITY_SHA256 && u16(at + 2) != StunIntegrity.HMAC_SHA256_LENGTH) {
                // RFC 8489 §14.6 lets a usage agree on a shorter one; neither ICE nor TURN does.
                throw new MalformedStunException("MESSAGE-INTEGRITY-SHA256 does not have 32 bytes");
            }
            at = next;
        }
    }

    public StunClass messageClass() {
        return StunClass.of(type);
    }

    public int method() {
        return (type & 0x000F) | (type & 0x00E0) >> 1 | (type & 0x3E00) >> 2;
    }

    public TransactionId transactionId() {
        return transactionId;
    }

    /** A copy of the whole message. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(bytes, offset, end);
    }

    /** The same message in an array of its own. */
    public StunMessage copy() {
        return new StunMessage(toBytes(), 0, end - offset);
    }

    /** Whether there is such an attribute within what MESSAGE-INTEGRITY covers. */
    public boolean has(int attribute) {
        return find(attribute) != ABSENT;
    }

    /** The value of an attribute, or null if it is absent. */
    public byte @Nullable [] value(int attribute) {
        int at = find(attribute);
        return at == ABSENT ? null : Arrays.copyOfRange(bytes, valueStart(at), valueStart(at) + u16(at + 2));
    }

    /** The value of an attribute as text, or null if it is absent. */
    public @Nullable String text(int attribute) {
        int at = find(attribute);
        return at == ABSENT ? null : new String(bytes, valueStart(at), u16(at + 2), StandardCharsets.UTF_8);
    }

    /** The value of a 32-bit attribute as an unsigned number, or -1 if it is absent or has another length. */
    public long number32(int attribute) {
        int at = find(attribute);
        return at == ABSENT || u16(at + 2) != 4 ? -1 : u32(valueStart(at)) & 0xFFFF_FFFFL;
    }

    /** The value of a 64-bit attribute, or null if it is absent or has another length. */
    public @Nullable Long number64(int attribute) {
        int at = find(attribute);
        if (at == ABSENT || u16(at + 2) != 8) {
            return null;
        }
        int value = valueStart(at);
        return ((long) u32(value) << 32) | (u32(value + 4) & 0xFFFF_FFFFL);
    }

    /** The value of an XOR-...-ADDRESS attribute (RFC 8489 §14.2), or null if it is absent or makes no sense. */
    public @Nullable InetSocketAddress xorAddress(int attribute) {
        byte[] value = value(attribute);
        if (value == null || value.length < ATTRIBUTE_HEADER_LENGTH + IPV4_LENGTH) {
            return null;
        }
        int addressLength = value[1] == FAMILY_IPV4 ? IPV4_LENGTH : value[1] == FAMILY_IPV6 ? IPV6_LENGTH : ABSENT;
        if (value.length != 4 + addressLength) {
            return null;
        }
        int port = (((value[2] & 0xFF) << 8) | (value[3] & 0xFF)) ^ (MAGIC_COOKIE >>> 16);
        byte[] address = Arrays.copyOfRange(value, 4, value.length);
        for (int i = 0; i < address.length; i++) {
            // The mask is the cookie followed by the transaction id, as they stand in the header.
            address[i] ^= bytes[offset + 4 + i];
        }
        return socketAddress(address, port);
    }

    /** An address that is not masked, as ALTERNATE-SERVER has it (RFC 8489 §14.15), or null if it is absent or none. */
    public @Nullable InetSocketAddress plainAddress(int attribute) {
        byte[] value = value(attribute);
        if (value == null || value.length < ATTRIBUTE_HEADER_LENGTH + IPV4_LENGTH) {
            return null;
        }
        int addressLength = value[1] == FAMILY_IPV4 ? IPV4_LENGTH : value[1] == FAMILY_IPV6 ? IPV6_LENGTH : ABSENT;
        return value.length == 4 + addressLength
                ? socketAddress(
                        Arrays.copyOfRange(value, 4, value.length), ((value[2] & 0xFF) << 8) | (value[3] & 0xFF))
                : null;
    }

    private static @Nullable InetSocketAddress socketAddress(byte[] address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** The code of an ERROR-CODE attribute, or -1 if it is absent. */
    public int errorCode() {
        byte[] value = value(StunAttribute.ERROR_CODE);
        return value == null || value.length < 4 ? -1 : (value[2] & 0x07) * 100 + (value[3] & 0xFF);
    }

    /** The reason of an ERROR-CODE attribute, or nothing. */
    public String errorReason() {
        byte[] value = value(StunAttribute.ERROR_CODE);
        return value == null || value.length < 4 ? "" : new String(value, 4, value.length - 4, StandardCharsets.UTF_8);
    }

    /** The first attribute that has to be understood and is not among the known ones, or -1. */
    public int firstUnknownRequired(Set<Integer> known) {
        for (int at = offset + HEADER_LENGTH; at < end; at = next(at)) {
            int attribute = u16(at);
            if (attribute < StunAttribute.COMPREHENSION_OPTIONAL && !known.contains(attribute)) {
                return attribute;
            }
        }
        return ABSENT;
    }

    /** Whether it carries a MESSAGE-INTEGRITY that was made with this key. */
    public boolean isAuthentic(byte[] key) {
        int at = find(StunAttribute.MESSAGE_INTEGRITY);
        if (at == ABSENT) {
            return false;
        }
        byte[] expected = StunIntegrity.hmacSha1(bytes, offset, at - offset, key);
        byte[] actual = Arrays.copyOfRange(bytes, valueStart(at), valueStart(at) + StunIntegrity.HMAC_SHA1_LENGTH);
        return MessageDigest.isEqual(expected, actual);
    }

    /** Whether it carries a MESSAGE-INTEGRITY-SHA256 that was made with this key. */
    public boolean isAuthenticSha256(byte[] key) {
        int at = find(StunAttribute.MESSAGE_INTEGRITY_SHA256);
        if (at == ABSENT) {
            return false;
        }
        byte[] expected = StunIntegrity.hmacSha256(bytes, offset, at - offset, key);
        byte[] actual = Arrays.copyOfRange(bytes, valueStart(at), valueStart(at) + StunIntegrity.HMAC_SHA256_LENGTH);
        return MessageDigest.isEqual(expected, actual);
    }

    /** Whether it has no FINGERPRINT, or a right one as its last attribute. */
    public boolean hasGoodFingerprint() {
        for (int at = offset + HEADER_LENGTH; at < end; at = next(at)) {
            if (u16(at) == StunAttribute.FINGERPRINT) {
                return next(at) == end
                        && u16(at + 2) == 4
                        && u32(valueStart(at)) == StunIntegrity.fingerprint(bytes, offset, at - offset);
            }
        }
        return true;
    }

    private int find(int attribute) {
        for (int at = offset + HEADER_LENGTH; at < end; at = next(at)) {
            int found = u16(at);
            if (found == attribute) {
                return at;
            }
            // RFC 8489 §14.5, §14.6: what comes after the integrity is not covered by it, and so does not count; only
            // the other integrity may follow.
            if (found == StunAttribute.MESSAGE_INTEGRITY_SHA256
                    || (found == StunAttribute.MESSAGE_INTEGRITY
                            && attribute != StunAttribute.MESSAGE_INTEGRITY_SHA256)) {
                return ABSENT;
            }
        }
        return ABSENT;
    }

    private int next(int at) {
        return valueStart(at) + (u16(at + 2) + 3 & ~3);
    }

    private static int valueStart(int at) {
        return at + ATTRIBUTE_HEADER_LENGTH;
    }

    private int u16(int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }

    private int u32(int at) {
        return (u16(at) << 16) | u16(at + 2);
    }
}
