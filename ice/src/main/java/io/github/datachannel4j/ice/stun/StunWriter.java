package io.github.datachannel4j.ice.stun;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one STUN message, attribute by attribute. Integrity comes after all others, the fingerprint last. */
public final class StunWriter {
    private static final int CAPACITY = 256;
    private static final int ERROR_CLASS = 100;

    private final TransactionId transactionId;
    private byte[] bytes = new byte[CAPACITY];
    private int length = StunMessage.HEADER_LENGTH;

    private StunWriter(int method, StunClass messageClass, TransactionId transactionId) {
        this.transactionId = transactionId;
        int type = (method & 0x000F) | ((method & 0x0070) << 1) | ((method & 0x0F80) << 2) | messageClass.bits();
        put16(0, type);
        put32(4, StunMessage.MAGIC_COOKIE);
        System.arraycopy(transactionId.toBytes(), 0, bytes, 8, StunMessage.TRANSACTION_ID_LENGTH);
    }

    /** A request. */
    public static StunWriter request(int method, TransactionId transactionId) {
        return new StunWriter(method, StunClass.REQUEST, transactionId);
    }

    /** An indication. */
    public static StunWriter indication(int method, TransactionId transactionId) {
        return new StunWriter(method, StunClass.INDICATION, transactionId);
    }

    /** The good answer to a request. */
    public static StunWriter success(StunMessage request) {
        return new StunWriter(request.method(), StunClass.SUCCESS, request.transactionId());
    }

    /** The bad answer to a request. */
    public static StunWriter error(StunMessage request, int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] value = new byte[4 + text.length];
        value[2] = (byte) (code / ERROR_CLASS);
        value[3] = (byte) (code % ERROR_CLASS);
        System.arraycopy(text, 0, value, 4, text.length);
        return new StunWriter(request.method(), StunClass.ERROR, request.transactionId())
                .bytes(StunAttribute.ERROR_CODE, value);
    }

    /** An attribute without a value. */
    public StunWriter flag(int attribute) {
        begin(attribute, 0);
        return this;
    }

    /** An attribute that is text. */
    public StunWriter text(int attribute, String value) {
        return bytes(attribute, value.getBytes(StandardCharsets.UTF_8));
    }

    /** An attribute of any bytes. */
    public StunWriter bytes(int attribute, byte[] value) {
        return bytes(attribute, value, 0, value.length);
    }

    /** An attribute of any bytes. */
    public StunWriter bytes(int attribute, byte[] value, int offset, int valueLength) {
        // First the room, since making it may replace the array.
        int at = begin(attribute, valueLength);
        System.arraycopy(value, offset, bytes, at, valueLength);
        return this;
    }

    /** A 16-bit attribute. */
    public StunWriter number16(int attribute, int value) {
        put16(begin(attribute, 2), value);
        return this;
    }

    /** A 32-bit attribute. */
    public StunWriter number32(int attribute, long value) {
        put32(begin(attribute, 4), (int) value);
        return this;
    }

    /** A 64-bit attribute. */
    public StunWriter number64(int attribute, long value) {
        int at = begin(attribute, 8);
        put32(at, (int) (value >>> 32));
        put32(at + 4, (int) value);
        return this;
    }

    /** An XOR-...-ADDRESS attribute (RFC 8489 §14.2). */
    public StunWriter xorAddress(int attribute, InetSocketAddress address) {
        byte[] raw = address.getAddress().getAddress();
        int at = begin(attribute, 4 + raw.length);
        bytes[at + 1] = (byte) (raw.length == 4 ? StunMessage.FAMILY_IPV4 : StunMessage.FAMILY_IPV6);
        put16(at + 2, address.getPort() ^ StunMessage.MAGIC_COOKIE >>> 16);
        for (int i = 0; i < raw.length; i++) {
            bytes[at + 4 + i] = (byte) (raw[i] ^ bytes[4 + i]);
        }
        return this;
    }

    /** MESSAGE-INTEGRITY over all that is there so far. */
    public StunWriter integrity(byte[] key) {
        byte[] hmac = StunIntegrity.hmacSha1(bytes, 0, length, key);
        return bytes(StunAttribute.MESSAGE_INTEGRITY, hmac);
    }

    /** MESSAGE-INTEGRITY-SHA256 over all that is there so far. */
    public StunWriter integritySha256(byte[] key) {
        byte[] hmac = StunIntegrity.hmacSha256(bytes, 0, length, key);
        return bytes(StunAttribute.MESSAGE_INTEGRITY_SHA256, hmac);
    }

    /** FINGERPRINT over all that is there so far. */
    public StunWriter fingerprint() {
        int before = length;
        int at = begin(StunAttribute.FINGERPRINT, 4);
        put16(2, length - StunMessage.HEADER_LENGTH);
        put32(at, StunIntegrity.fingerprint(bytes, 0, before));
        return this;
    }

    /** The message. */
    public byte[] toBytes() {
        put16(2, length - StunMessage.HEADER_LENGTH);
        return Arrays.copyOf(bytes, length);
    }

    public TransactionId transactionId() {
        return transactionId;
    }

    /** Writes an attribute's header and makes room for its value; the padding is zero as fresh arrays are. */
    private int begin(int attribute, int valueLength) {
        int valueAt = length + StunMessage.ATTRIBUTE_HEADER_LENGTH;
        int end = valueAt + (valueLength + 3 & ~3);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        put16(length, attribute);
        put16(length + 2, valueLength);
        length = end;
        return valueAt;
    }

    private void put16(int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    private void put32(int at, int value) {
        put16(at, value >>> 16);
        put16(at + 2, value);
    }
}
