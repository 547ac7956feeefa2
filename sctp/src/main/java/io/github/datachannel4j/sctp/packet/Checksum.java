package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The CRC32c over the packet with zeros in the checksum field; it stands there in little-endian order (RFC 9260 §6.8, App. A). */
final class Checksum {
    private static final int FIELD_AT = 8;
    private static final byte[] ZERO_FIELD = new byte[Integer.BYTES];

    private Checksum() {}

    static void verify(Bytes packet, ZeroChecksum zeroChecksum) throws MalformedPacketException {
        int field = Integer.reverseBytes(packet.getInt(FIELD_AT));
        if (field == 0 && zeroChecksum == ZeroChecksum.ACCEPTED) {
            return;
        }
        Malformed.unless(field == crc(packet.array(), packet.offset(), packet.length()), "wrong checksum");
    }

    /** Fills the checksum field of the packet that fills the buffer up to its position. */
    static void fill(ByteBuffer packet) {
        int crc = crc(packet.array(), packet.arrayOffset(), packet.position());
        packet.putInt(FIELD_AT, Integer.reverseBytes(crc));
    }

    private static int crc(byte[] array, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(array, offset, FIELD_AT);
        crc.update(ZERO_FIELD);
        int rest = FIELD_AT + ZERO_FIELD.length;
        crc.update(array, offset + rest, length - rest);
        return (int) crc.getValue();
    }
}
