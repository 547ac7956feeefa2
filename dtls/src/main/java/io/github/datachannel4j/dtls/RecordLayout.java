package io.github.datachannel4j.dtls;

import java.nio.ByteBuffer;

/**
 * Where things are in a DTLS 1.2 record and in the handshake fragments inside it (RFC 6347 §4.1 and §4.2.2).
 *
 * <pre>
 *   type(1) version(2) epoch(2) sequence number(6) length(2) | fragment
 *   handshake fragment: type(1) message length(3) message number(2) fragment offset(3) fragment length(3) | bytes
 * </pre>
 */
final class RecordLayout {

    static final int HEADER_SIZE_BYTES = 13;
    static final int HANDSHAKE_HEADER_SIZE_BYTES = 12;

    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int APPLICATION_DATA = 23;

    private static final int EPOCH_AT = 3;
    private static final int SEQUENCE_NUMBER_AT = 5;
    private static final int LENGTH_AT = 11;
    private static final int MESSAGE_LENGTH_AT = 1;
    private static final int FRAGMENT_LENGTH_AT = 9;

    /** The first byte of the version of every DTLS: 1.0 is FE FF, 1.2 is FE FD. */
    private static final int VERSION_MAJOR = 0xFE;

    private static final int VERSION_MINOR_1_2 = 0xFD;

    private RecordLayout() {}

    /** Whether a whole record, of a kind that DTLS 1.2 has, stands at {@code at}. */
    static boolean isRecord(byte[] bytes, int at, int end) {
        return end - at > HEADER_SIZE_BYTES
                && type(bytes, at) >= CHANGE_CIPHER_SPEC
                && type(bytes, at) <= APPLICATION_DATA
                && (bytes[at + 1] & 0xFF) == VERSION_MAJOR
                && recordSizeBytes(bytes, at) <= end - at;
    }

    static int type(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    static int epoch(byte[] bytes, int at) {
        return uint16(bytes, at + EPOCH_AT);
    }

    static long sequenceNumber(byte[] bytes, int at) {
        return (long) uint24(bytes, at + SEQUENCE_NUMBER_AT) << 24 | uint24(bytes, at + SEQUENCE_NUMBER_AT + 3);
    }

    /** Writes the header of an unencrypted record of DTLS 1.2 to the beginning of {@code target}. */
    static void writeHeader(byte[] target, int type, long sequenceNumber, int fragmentSizeBytes) {
        ByteBuffer.wrap(target)
                .put((byte) type)
                .put((byte) VERSION_MAJOR)
                .put((byte) VERSION_MINOR_1_2)
                // The epoch is 0 and stands in front of the 48 bits of the number.
                .putLong(sequenceNumber)
                .putShort((short) fragmentSizeBytes);
    }

    /** With its header. */
    static int recordSizeBytes(byte[] bytes, int at) {
        return HEADER_SIZE_BYTES + uint16(bytes, at + LENGTH_AT);
    }

    /** How long the handshake message is of which a fragment stands at {@code at}. */
    static int messageSizeBytes(byte[] bytes, int at) {
        return uint24(bytes, at + MESSAGE_LENGTH_AT);
    }

    /** The fragment at {@code at} with its header. */
    static int fragmentSizeBytes(byte[] bytes, int at) {
        return HANDSHAKE_HEADER_SIZE_BYTES + uint24(bytes, at + FRAGMENT_LENGTH_AT);
    }

    private static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    private static int uint24(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 16 | uint16(bytes, at + 1);
    }
}
