package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A received packet: header and chunks in their order (RFC 9260 §3). Payloads are views into the bytes it was parsed from.
 *
 * <p>A packet is good as a whole or not at all. Packets to send are built by {@link PacketWriter}.
 *
 * @param sourcePort unsigned 16 bits
 * @param destinationPort unsigned 16 bits
 * @param verificationTag 32 bits
 * @param chunks at least one
 */
public record Packet(int sourcePort, int destinationPort, int verificationTag, List<Chunk> chunks) {
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
        return new Packet(bytes.getUnsignedShort(0), bytes.getUnsignedShort(2), bytes.getInt(4), parseChunks(bytes));
    }

    /** Ports and verification tag. */
    public CommonHeader header() {
        return new CommonHeader(sourcePort, destinationPort, verificationTag);
    }

    private static List<Chunk> parseChunks(Bytes packet) throws MalformedPacketException {
        Chunk first = parseChunk(packet, CommonHeader.BYTES);
        int at = chunkAfter(packet, CommonHeader.BYTES);
        if (at >= packet.length()) {
            return List.of(first);
        }
        Chunk second = parseChunk(packet, at);
        at = chunkAfter(packet, at);
        if (at >= packet.length()) {
            // Under load nearly all packets have one or two chunks, for which there are small lists.
            return List.of(first, second);
        }
        List<Chunk> chunks = new ArrayList<>();
        chunks.add(first);
        chunks.add(second);
        while (at < packet.length()) {
            Malformed.unless(chunks.size() < CHUNKS_MAX, "too many chunks in one packet");
            chunks.add(parseChunk(packet, at));
            at = chunkAfter(packet, at);
        }
        return Collections.unmodifiableList(chunks);
    }

    private static Chunk parseChunk(Bytes packet, int at) throws MalformedPacketException {
        int left = packet.length() - at;
        Malformed.unless(left >= Chunk.HEADER_BYTES, "chunk cut off in its header");
        int length = packet.getUnsignedShort(at + 2);
        Malformed.unless(length >= Chunk.HEADER_BYTES && length <= left, "chunk length does not fit its packet");
        return Chunk.parse(packet, at, length);
    }

    /** The padding of the last chunk may be missing: RFC 9260 §3.2 asks for it, not all senders give it. */
    private static int chunkAfter(Bytes packet, int at) {
        return at + Padding.padded(packet.getUnsignedShort(at + 2));
    }
}
