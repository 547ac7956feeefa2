package io.github.datachannel4j.sctp.packet;

/**
 * The first bytes of every packet (RFC 9260 §3.1), without the checksum, which belongs to the bytes and not to the value.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |          Source port          |       Destination port        |
 * +-------------------------------+-------------------------------+
 * |                       Verification tag                        |
 * +---------------------------------------------------------------+
 * |               Checksum (CRC32c, little-endian)                |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param sourcePort unsigned 16 bits
 * @param destinationPort unsigned 16 bits
 * @param verificationTag 32 bits; 0 only in a packet with an INIT chunk
 */
public record CommonHeader(int sourcePort, int destinationPort, int verificationTag) {
    /** Bytes on the wire. */
    public static final int BYTES = 12;
}
