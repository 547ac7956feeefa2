package io.github.datachannel4j.sctp.packet;

import java.nio.ByteBuffer;

/**
 * A parameter or an error cause: a 16-bit type, a 16-bit length that counts type, length and value but no padding, and a value that is
 * padded to four bytes (RFC 9260 §3.2.1, §3.3.10).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |             Type              |            Length             |
 * +-------------------------------+-------------------------------+
 * |                         Value, padding                        |
 * +---------------------------------------------------------------+
 * </pre>
 */
public sealed interface Tlv permits Parameter, ErrorCause {
    /** Bytes of type and length. */
    int HEADER_BYTES = 4;

    /** The 16-bit parameter type or cause code. */
    int type();

    /** Bytes of the value, without header and padding. */
    int valueBytes();

    /** Puts the value, without header and padding, at the buffer's position. */
    void writeValue(ByteBuffer out);

    /** The content of the length field: header and value without padding. */
    default int length() {
        return HEADER_BYTES + valueBytes();
    }
}
