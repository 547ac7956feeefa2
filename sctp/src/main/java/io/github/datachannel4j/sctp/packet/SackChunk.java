package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Acknowledges DATA chunks (RFC 9260 §3.3.4).
 *
 * <p>Gap blocks that are reversed, overlap or are out of order make the packet malformed: a sender's bookkeeping never sees them.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |   Type = 3    |       0       |            Length             |
 * +---------------+---------------+-------------------------------+
 * |                      Cumulative TSN ack                       |
 * +---------------------------------------------------------------+
 * |          Advertised receiver window credit (a_rwnd)           |
 * +-------------------------------+-------------------------------+
 * |  Number of gap ack blocks N   |  Number of duplicate TSNs M   |
 * +-------------------------------+-------------------------------+
 * |    Gap ack block 1 start      |     Gap ack block 1 end       |   ... N times
 * +-------------------------------+-------------------------------+
 * |                        Duplicate TSN 1                        |   ... M times
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param cumulativeTsnAck everything up to here has arrived
 * @param advertisedReceiverWindow bytes, unsigned 32 bits
 * @param gapAckBlocks ascending and disjoint
 * @param duplicateTsns each as often as it arrived again
 */
public record SackChunk(
        Tsn cumulativeTsnAck, long advertisedReceiverWindow, List<GapAckBlock> gapAckBlocks, List<Tsn> duplicateTsns)
        implements Chunk {
    public static final int TYPE = 3;

    /** Bytes with chunk header and no blocks; each block and each duplicate adds four. */
    public static final int BASE_BYTES = 16;
    /** Bytes of a gap ack block or a duplicate TSN. */
    public static final int ENTRY_BYTES = 4;
    /** A chunk of one datagram of 2048 bytes, the largest a peer is expected to send, cannot hold more. */
    public static final int ENTRIES_MAX = 512;

    private static final int FIXED_BYTES = BASE_BYTES - HEADER_BYTES;

    /** Reads the chunk whose header begins at an index and whose length field says {@code length}. */
    static SackChunk parse(Bytes packet, int at, int length) throws MalformedPacketException {
        Malformed.unless(length >= BASE_BYTES, "SACK chunk is too short");
        int gapCount = packet.getUnsignedShort(at + 12);
        int duplicateCount = packet.getUnsignedShort(at + 14);
        Malformed.unless(gapCount + duplicateCount <= ENTRIES_MAX, "SACK chunk has too many entries");
        int duplicatesAt = BASE_BYTES + gapCount * ENTRY_BYTES;
        Malformed.unless(
                length == duplicatesAt + duplicateCount * ENTRY_BYTES,
                "SACK chunk has another length than its entries need");
        return new SackChunk(
                new Tsn(packet.getInt(at + 4)),
                packet.getUnsignedInt(at + 8),
                parseGaps(packet.slice(at + BASE_BYTES, gapCount * ENTRY_BYTES)),
                parseDuplicates(packet.slice(at + duplicatesAt, duplicateCount * ENTRY_BYTES)));
    }

    private static List<GapAckBlock> parseGaps(Bytes bytes) throws MalformedPacketException {
        if (bytes.isEmpty()) {
            return List.of();
        }
        List<GapAckBlock> blocks = new ArrayList<>(bytes.length() / ENTRY_BYTES);
        int previousEnd = 0;
        for (int at = 0; at < bytes.length(); at += ENTRY_BYTES) {
            int start = bytes.getUnsignedShort(at);
            int end = bytes.getUnsignedShort(at + Short.BYTES);
            Malformed.unless(start > previousEnd && end >= start, "SACK chunk has gap blocks out of order");
            blocks.add(new GapAckBlock(start, end));
            previousEnd = end;
        }
        return List.copyOf(blocks);
    }

    private static List<Tsn> parseDuplicates(Bytes bytes) {
        if (bytes.isEmpty()) {
            return List.of();
        }
        List<Tsn> tsns = new ArrayList<>(bytes.length() / ENTRY_BYTES);
        for (int at = 0; at < bytes.length(); at += ENTRY_BYTES) {
            tsns.add(new Tsn(bytes.getInt(at)));
        }
        return List.copyOf(tsns);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return FIXED_BYTES + (gapAckBlocks.size() + duplicateTsns.size()) * ENTRY_BYTES;
    }

    @Override
    public void writeValue(ByteBuffer out) {
        out.putInt(cumulativeTsnAck.value())
                .putInt((int) advertisedReceiverWindow)
                .putShort((short) gapAckBlocks.size())
                .putShort((short) duplicateTsns.size());
        for (int i = 0; i < gapAckBlocks.size(); i++) {
            GapAckBlock block = gapAckBlocks.get(i);
            out.putShort((short) block.start()).putShort((short) block.end());
        }
        for (int i = 0; i < duplicateTsns.size(); i++) {
            out.putInt(duplicateTsns.get(i).value());
        }
    }
}
