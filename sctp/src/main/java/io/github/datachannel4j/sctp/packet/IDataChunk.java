package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.StreamId;
import java.nio.ByteBuffer;

/**
 * A message or a fragment of one that says by itself where it belongs, so that fragments of many messages may be mixed (RFC 8260 §2.1).
 *
 * <p>As with {@link DataChunk}, one without user data can be parsed; it is for the association to refuse it.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |   Type = 64   |  Res  |I|U|B|E|            Length             |
 * +---------------+---------------+-------------------------------+
 * |                              TSN                              |
 * +-------------------------------+-------------------------------+
 * |           Stream id           |           Reserved            |
 * +-------------------------------+-------------------------------+
 * |                      Message identifier                       |
 * +---------------------------------------------------------------+
 * |  Payload protocol identifier (B is 1), or fragment number     |
 * +---------------------------------------------------------------+
 * |                           User data                           |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param flags as in {@link DataChunk}
 * @param tsn of this fragment
 * @param streamId the stream it belongs to
 * @param mid the same in all fragments of a message
 * @param ppidOrFsn with the B bit what the bytes are; otherwise how many fragments are before this one, both unsigned 32 bits
 * @param payload a view into the packet it was parsed from
 */
public record IDataChunk(int flags, Tsn tsn, StreamId streamId, Mid mid, int ppidOrFsn, Bytes payload)
        implements UserDataChunk {
    public static final int TYPE = 64;

    /** Bytes before the user data, chunk header included. */
    public static final int OVERHEAD_BYTES = 20;

    private static final int FIXED_BYTES = OVERHEAD_BYTES - HEADER_BYTES;

    static IDataChunk parse(int flags, Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() >= FIXED_BYTES, "I-DATA chunk is too short");
        return new IDataChunk(
                flags,
                new Tsn(value.getInt(0)),
                new StreamId(value.getUnsignedShort(4)),
                new Mid(value.getInt(8)),
                value.getInt(12),
                value.slice(FIXED_BYTES));
    }

    /** What the bytes are, of a first fragment; of the others it is not known. */
    @Override
    public Ppid ppid() {
        return isBeginning() ? Ppid.of(Integer.toUnsignedLong(ppidOrFsn)) : Ppid.UNSPECIFIED;
    }

    /** The place among the fragments of its message. The first one has 0 without saying so. */
    public long fsn() {
        return isBeginning() ? 0 : Integer.toUnsignedLong(ppidOrFsn);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return FIXED_BYTES + payload.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        // The reserved field is 0 and not looked at by the receiver.
        out.putInt(tsn.value())
                .putShort((short) streamId.value())
                .putShort((short) 0)
                .putInt(mid.value())
                .putInt(ppidOrFsn);
        payload.copyTo(out);
    }
}
