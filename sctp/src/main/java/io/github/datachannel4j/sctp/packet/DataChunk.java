package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.StreamId;
import java.nio.ByteBuffer;

/**
 * A message or a fragment of one (RFC 9260 §3.3.1).
 *
 * <p>A chunk without user data can be parsed, since the answer to it, an ABORT, names its TSN; it is for the association to refuse it.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |   Type = 0    |  Res  |I|U|B|E|            Length             |
 * +---------------+---------------+-------------------------------+
 * |                              TSN                              |
 * +-------------------------------+-------------------------------+
 * |           Stream id           |    Stream sequence number     |
 * +-------------------------------+-------------------------------+
 * |                  Payload protocol identifier                  |
 * +---------------------------------------------------------------+
 * |                           User data                           |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param flags {@link #IMMEDIATE}, {@link #UNORDERED}, {@link #BEGINNING} and {@link #ENDING}
 * @param tsnBits of this fragment; an object of its own is made when it is asked for, since most of what a receiver allocates would be these
 * @param streamId the stream it belongs to
 * @param ssnBits the same in all fragments of a message; without meaning in unordered ones
 * @param ppid what the bytes are
 * @param payload a view into the packet it was parsed from
 */
public record DataChunk(int flags, int tsnBits, StreamId streamId, int ssnBits, Ppid ppid, Bytes payload)
        implements UserDataChunk {
    public static final int TYPE = 0;

    /** Bytes before the user data, chunk header included. */
    public static final int OVERHEAD_BYTES = 16;

    private static final int FIXED_BYTES = OVERHEAD_BYTES - HEADER_BYTES;

    /** A chunk of typed numbers. */
    public DataChunk(int flags, Tsn tsn, StreamId streamId, Ssn ssn, Ppid ppid, Bytes payload) {
        this(flags, tsn.value(), streamId, ssn.value(), ppid, payload);
    }

    /** Reads the chunk whose header begins at an index and whose length field says {@code length}. */
    static DataChunk parse(Bytes packet, int at, int length) throws MalformedPacketException {
        Malformed.unless(length >= OVERHEAD_BYTES, "DATA chunk is too short");
        return new DataChunk(
                packet.getUnsignedByte(at + 1),
                packet.getInt(at + 4),
                StreamId.of(packet.getUnsignedShort(at + 8)),
                packet.getUnsignedShort(at + 10),
                Ppid.of(packet.getUnsignedInt(at + 12)),
                packet.slice(at + OVERHEAD_BYTES, length - OVERHEAD_BYTES));
    }

    /** What {@link #write} makes of the chunk of a fragment. */
    static void write(ByteBuffer out, Fragment fragment, int flags) {
        int length = OVERHEAD_BYTES + fragment.payloadBytes();
        out.put((byte) TYPE)
                .put((byte) flags)
                .putShort((short) length)
                .putInt((int) fragment.tsn())
                .putShort((short) fragment.streamId().value())
                .putShort((short) fragment.messageNumber())
                .putInt((int) fragment.ppid().value());
        fragment.messagePayload().copyTo(out, fragment.offset(), fragment.payloadBytes());
        Padding.write(length, out);
    }

    @Override
    public Tsn tsn() {
        return new Tsn(tsnBits);
    }

    public Ssn ssn() {
        return new Ssn(ssnBits);
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
        out.putInt(tsnBits)
                .putShort((short) streamId.value())
                .putShort((short) ssnBits)
                .putInt((int) ppid.value());
        payload.copyTo(out);
    }
}
