package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.StreamId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The sender has given up everything up to a TSN; the receiver moves on as if it had arrived (RFC 3758 §3.2).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |  Type = 192   |       0       |            Length             |
 * +---------------+---------------+-------------------------------+
 * |                      New cumulative TSN                       |
 * +-------------------------------+-------------------------------+
 * |           Stream 1            |   Stream sequence number 1    |   ... any number of times
 * +-------------------------------+-------------------------------+
 * </pre>
 *
 * @param newCumulativeTsn everything up to here is given up or has arrived
 * @param skippedStreams the last SSN given up on each stream with ordered messages
 */
public record ForwardTsnChunk(Tsn newCumulativeTsn, List<SkippedStream> skippedStreams) implements Chunk {
    public static final int TYPE = 192;

    /** Bytes with chunk header and no streams. */
    public static final int BASE_BYTES = 8;
    /** Bytes of one skipped stream. */
    public static final int ENTRY_BYTES = 4;
    /** A chunk of one datagram of 2048 bytes, the largest a peer is expected to send, cannot hold more. */
    public static final int ENTRIES_MAX = 512;

    private static final int FIXED_BYTES = BASE_BYTES - HEADER_BYTES;

    /** The last sequence number that was given up on a stream. */
    public record SkippedStream(StreamId streamId, Ssn ssn) {}

    static ForwardTsnChunk parse(Bytes value) throws MalformedPacketException {
        int entriesBytes = value.length() - FIXED_BYTES;
        Malformed.unless(
                entriesBytes >= 0 && entriesBytes % ENTRY_BYTES == 0, "FORWARD TSN chunk has an impossible length");
        Malformed.unless(entriesBytes / ENTRY_BYTES <= ENTRIES_MAX, "FORWARD TSN chunk names too many streams");
        List<SkippedStream> skipped = new ArrayList<>(entriesBytes / ENTRY_BYTES);
        for (int at = FIXED_BYTES; at < value.length(); at += ENTRY_BYTES) {
            skipped.add(new SkippedStream(
                    new StreamId(value.getUnsignedShort(at)), new Ssn(value.getUnsignedShort(at + Short.BYTES))));
        }
        return new ForwardTsnChunk(new Tsn(value.getInt(0)), List.copyOf(skipped));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return FIXED_BYTES + skippedStreams.size() * ENTRY_BYTES;
    }

    @Override
    public void writeValue(ByteBuffer out) {
        out.putInt(newCumulativeTsn.value());
        for (SkippedStream skipped : skippedStreams) {
            out.putShort((short) skipped.streamId().value())
                    .putShort((short) skipped.ssn().value());
        }
    }
}
