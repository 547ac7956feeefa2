package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * A received packet: header and chunks in their order (RFC 9260 §3). Payloads are views into the bytes it was parsed from.
 *
 * <p>A packet is good as a whole or not at all. Packets to send are built by {@link PacketWriter}.
 *
 * @param header ports and verification tag
 * @param chunks at least one
 */
public record Packet(CommonHeader header, List<Chunk> chunks) {
    /** One datagram of 2048 bytes, the largest a peer is expected to send, cannot hold more. */
    static final int CHUNKS_MAX = 512;

    /** Reads a packet whose checksum must be right. */
    public static Packet parse(Bytes bytes) throws MalformedPacketException {
        return parse(bytes, ZeroChecksum.REFUSED);
    }

    /** Reads a packet. */
    public static Packet parse(Bytes bytes, ZeroChecksum zeroChecksum) throws MalformedPacketException {
        Malformed.unless(bytes.length() >= CommonHeader.BYTES + Chunk.HEADER_BYTES, "packet is too short");
        Checksum.verify(bytes, zeroChecksum);
        CommonHeader header = new CommonHeader(bytes.getUnsignedShort(0), bytes.getUnsignedShort(2), bytes.getInt(4));
        return new Packet(header, parseChunks(bytes.slice(CommonHeader.BYTES)));
    }

    private static List<Chunk> parseChunks(Bytes bytes) throws MalformedPacketException {
        List<Chunk> chunks = new ArrayList<>(4);
        int at = 0;
        while (at < bytes.length()) {
            int left = bytes.length() - at;
            Malformed.unless(left >= Chunk.HEADER_BYTES, "chunk cut off in its header");
            Malformed.unless(chunks.size() < CHUNKS_MAX, "too many chunks in one packet");
            int length = bytes.getUnsignedShort(at + 2);
            Malformed.unless(length >= Chunk.HEADER_BYTES && length <= left, "chunk length does not fit its packet");
            chunks.add(Chunk.parse(
                    bytes.getUnsignedByte(at),
                    bytes.getUnsignedByte(at + 1),
                    bytes.slice(at + Chunk.HEADER_BYTES, length - Chunk.HEADER_BYTES)));
            // The padding of the last chunk may be missing: RFC 9260 §3.2 asks for it, not all senders give it.
            at += Padding.padded(length);
        }
        return List.copyOf(chunks);
    }
}
