package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes parameters or error causes that follow each other to the end of a chunk.
 *
 * <p>The last one's padding is written as the chunk's padding, i.e. it is not in the chunk length (RFC 9260 §3.2.1). When reading, both
 * forms are accepted, since both are on the wire.
 */
final class TlvList {
    /** A chunk with more is an attack: the longest that is known, libdatachannel's INIT ACK, has seven. */
    static final int ENTRIES_MAX = 64;

    private TlvList() {}

    @FunctionalInterface
    interface Parser<T extends Tlv> {
        T parse(int type, Bytes value) throws MalformedPacketException;
    }

    static <T extends Tlv> List<T> parse(Bytes bytes, Parser<T> parser) throws MalformedPacketException {
        if (bytes.isEmpty()) {
            return List.of();
        }
        List<T> entries = new ArrayList<>();
        int at = 0;
        while (at < bytes.length()) {
            int left = bytes.length() - at;
            Malformed.unless(left >= Tlv.HEADER_BYTES, "parameter or cause cut off in its header");
            Malformed.unless(entries.size() < ENTRIES_MAX, "too many parameters or causes in one chunk");
            int length = bytes.getUnsignedShort(at + Short.BYTES);
            Malformed.unless(
                    length >= Tlv.HEADER_BYTES && length <= left, "parameter or cause length does not fit its chunk");
            entries.add(parser.parse(
                    bytes.getUnsignedShort(at), bytes.slice(at + Tlv.HEADER_BYTES, length - Tlv.HEADER_BYTES)));
            at += Padding.padded(length);
        }
        return List.copyOf(entries);
    }

    /** Bytes of all entries, the last one without its padding. */
    static int bytes(List<? extends Tlv> entries) {
        int bytes = 0;
        for (Tlv entry : entries) {
            bytes = Padding.padded(bytes) + entry.length();
        }
        return bytes;
    }

    static void write(List<? extends Tlv> entries, ByteBuffer out) {
        int written = 0;
        for (Tlv entry : entries) {
            Padding.write(written, out);
            out.putShort((short) entry.type()).putShort((short) entry.length());
            entry.writeValue(out);
            written = entry.length();
        }
    }
}
