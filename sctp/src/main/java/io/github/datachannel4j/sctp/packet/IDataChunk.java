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
 * @param tsnBits of this fragment; an object of its own is made when it is asked for, since most of what a receiver allocates would be these
 * @param streamId the stream it belongs to
 * @param midBits the same in all fragments of a message
 * @param ppidOrFsn with the B bit what the bytes are; otherwise how many fragments are before this one, both unsigned 32 bits
 * @param payload a view into the packet it was parsed from
 */
public record IDataChunk(int flags, int tsnBits, StreamId streamId, int midBits, int ppidOrFsn, Bytes payload)
        implements UserDataChunk {
    public static final int TYPE = 64;

    /** Bytes before the user data, chunk header included. */
    public static final int OVERHEAD_BYTES = 20;

    private static final int FIXED_BYTES = OVERHEAD_BYTES - HEADER_BYTES;

    /** A chunk of typed numbers. */
    public IDataChunk(int flags, Tsn tsn, StreamId streamId, Mid mid, int ppidOrFsn, Bytes payload) {
        this(flags, tsn.value(), streamId, mid.value(), ppidOrFsn, payload);
    }

    /** Reads the chunk whose header begins at an index and whose length field says {@code length}. */
    static IDataChunk parse(Bytes packet, int at, int length) throws MalformedPacketException {
        Malformed.unless(length >= OVERHEAD_BYTES, "I-DATA chunk is too short");
        return new IDataChunk(
                packet.getUnsignedByte(at + 1),
                packet.getInt(at + 4),
                StreamId.of(packet.getUnsignedShort(at + 8)),
                packet.getInt(at + 12),
                packet.getInt(at + 16),
                packet.slice(at + OVERHEAD_BYTES, length - OVERHEAD_BYTES));
    }

    /** What {@link #write} makes of the chunk of a fragment. */
    static void write(ByteBuffer out, Fragment fragment, int flags) {
        int length = OVERHEAD_BYTES + fragment.payloadBytes();
        boolean isFirst = (flags & BEGINNING) != 0;
        out.put((byte) TYPE)
                .put((byte) flags)
                .putShort((short) length)
                .putInt((int) fragment.tsn())
                .putShort((short) fragment.streamId().value())
                .putShort((short) 0)
                .putInt((int) fragment.messageNumber())
                .putInt(isFirst ? (int) fragment.ppid().value() : fragment.fragmentNumber());
        fragment.messagePayload().copyTo(out, fragment.offset(), fragment.payloadBytes());
        Padding.write(length, out);
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
    public Tsn tsn() {
        return new Tsn(tsnBits);
    }

    public Mid mid() {
        return new Mid(midBits);
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
        out.putInt(tsnBits)
                .putShort((short) streamId.value())
                .putShort((short) 0)
                .putInt(midBits)
                .putInt(ppidOrFsn);
        payload.copyTo(out);
    }
}
