package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.StreamId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link ForwardTsnChunk} says, where messages are interleaved: unordered messages are named, too (RFC 8260 §2.3.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |  Type = 194   |       0       |            Length             |
 * +---------------+---------------+-------------------------------+
 * |                      New cumulative TSN                       |
 * +-------------------------------+-----------------------------+-+
 * |           Stream 1            |          Reserved           |U|
 * +-------------------------------+-----------------------------+-+
 * |                     Message identifier 1                      |   ... any number of times
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param newCumulativeTsn everything up to here is given up or has arrived
 * @param skippedMessages the last one given up, for each stream and order
 */
public record IForwardTsnChunk(Tsn newCumulativeTsn, List<SkippedMessage> skippedMessages) implements Chunk {
    public static final int TYPE = 194;

    /** Bytes with chunk header and no messages. */
    public static final int BASE_BYTES = 8;
    /** Bytes of one skipped message. */
    public static final int ENTRY_BYTES = 8;
    /** A chunk of one datagram of 2048 bytes, the largest a peer is expected to send, cannot hold more. */
    public static final int ENTRIES_MAX = 256;

    private static final int FIXED_BYTES = BASE_BYTES - HEADER_BYTES;
    private static final int UNORDERED = 1;

    /** The last message that was given up on a stream, of those with this order. */
    public record SkippedMessage(StreamId streamId, MessageOrder order, Mid mid) {}

    static IForwardTsnChunk parse(Bytes value) throws MalformedPacketException {
        int entriesBytes = value.length() - FIXED_BYTES;
        Malformed.unless(
                entriesBytes >= 0 && entriesBytes % ENTRY_BYTES == 0, "I-FORWARD-TSN chunk has an impossible length");
        Malformed.unless(entriesBytes / ENTRY_BYTES <= ENTRIES_MAX, "I-FORWARD-TSN chunk names too many messages");
        List<SkippedMessage> skipped = new ArrayList<>(entriesBytes / ENTRY_BYTES);
        for (int at = FIXED_BYTES; at < value.length(); at += ENTRY_BYTES) {
            boolean isUnordered = (value.getUnsignedShort(at + Short.BYTES) & UNORDERED) != 0;
            skipped.add(new SkippedMessage(
                    new StreamId(value.getUnsignedShort(at)),
                    isUnordered ? MessageOrder.UNORDERED : MessageOrder.ORDERED,
                    new Mid(value.getInt(at + Integer.BYTES))));
        }
        return new IForwardTsnChunk(new Tsn(value.getInt(0)), List.copyOf(skipped));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return FIXED_BYTES + skippedMessages.size() * ENTRY_BYTES;
    }

    @Override
    public void writeValue(ByteBuffer out) {
        out.putInt(newCumulativeTsn.value());
        for (SkippedMessage skipped : skippedMessages) {
            out.putShort((short) skipped.streamId().value())
                    .putShort((short) (skipped.order() == MessageOrder.UNORDERED ? UNORDERED : 0))
                    .putInt(skipped.mid().value());
        }
    }
}
