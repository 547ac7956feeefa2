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
 * @param tsn of this fragment
 * @param streamId the stream it belongs to
 * @param ssn the same in all fragments of a message; without meaning in unordered ones
 * @param ppid what the bytes are
 * @param payload a view into the packet it was parsed from
 */
public record DataChunk(int flags, Tsn tsn, StreamId streamId, Ssn ssn, Ppid ppid, Bytes payload)
        implements UserDataChunk {
    public static final int TYPE = 0;

    /** Bytes before the user data, chunk header included. */
    public static final int OVERHEAD_BYTES = 16;

    private static final int FIXED_BYTES = OVERHEAD_BYTES - HEADER_BYTES;

    static DataChunk parse(int flags, Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() >= FIXED_BYTES, "DATA chunk is too short");
        return new DataChunk(
                flags,
                new Tsn(value.getInt(0)),
                new StreamId(value.getUnsignedShort(4)),
                new Ssn(value.getUnsignedShort(6)),
                Ppid.of(value.getUnsignedInt(8)),
                value.slice(FIXED_BYTES));
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
        out.putInt(tsn.value())
                .putShort((short) streamId.value())
                .putShort((short) ssn.value())
                .putInt((int) ppid.value());
        payload.copyTo(out);
    }
}
