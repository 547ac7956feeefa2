package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * One chunk of a packet (RFC 9260 §3.2). The length counts header and value but not the chunk's padding.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |     Type      |     Flags     |            Length             |
 * +---------------+---------------+-------------------------------+
 * |                         Value, padding                        |
 * +---------------------------------------------------------------+
 * </pre>
 */
public sealed interface Chunk
        permits UserDataChunk,
                InitChunk,
                InitAckChunk,
                SackChunk,
                HeartbeatChunk,
                HeartbeatAckChunk,
                AbortChunk,
                ShutdownChunk,
                ShutdownAckChunk,
                ErrorChunk,
                CookieEchoChunk,
                CookieAckChunk,
                ShutdownCompleteChunk,
                ReconfigChunk,
                ForwardTsnChunk,
                IForwardTsnChunk,
                PadChunk,
                UnknownChunk {
    /** Bytes of type, flags and length. */
    int HEADER_BYTES = 4;

    /** The 8-bit chunk type. */
    int type();

    /** The 8 flag bits. */
    default int flags() {
        return 0;
    }

    /** Bytes of the value, without header and padding. */
    int valueBytes();

    /** Puts the value, without header and padding, at the buffer's position. */
    void writeValue(ByteBuffer out);

    /** The content of the length field: header and value without padding. */
    default int length() {
        return HEADER_BYTES + valueBytes();
    }

    /** Bytes that the chunk takes in a packet. */
    default int paddedLength() {
        return Padding.padded(length());
    }

    /** Puts the whole chunk with header and padding at the buffer's position. */
    default void write(ByteBuffer out) {
        int length = length();
        out.put((byte) type()).put((byte) flags()).putShort((short) length);
        writeValue(out);
        Padding.write(length, out);
    }

    /** The chunk of a type; one that is not known becomes an {@link UnknownChunk}, never an error. */
    static Chunk parse(int type, int flags, Bytes value) throws MalformedPacketException {
        return switch (type) {
            case DataChunk.TYPE -> DataChunk.parse(flags, value);
            case InitChunk.TYPE -> InitChunk.parse(value);
            case InitAckChunk.TYPE -> InitAckChunk.parse(value);
            case SackChunk.TYPE -> SackChunk.parse(value);
            case HeartbeatChunk.TYPE -> HeartbeatChunk.parse(value);
            case HeartbeatAckChunk.TYPE -> HeartbeatAckChunk.parse(value);
            case AbortChunk.TYPE -> AbortChunk.parse(flags, value);
            case ShutdownChunk.TYPE -> ShutdownChunk.parse(value);
            case ShutdownAckChunk.TYPE -> ShutdownAckChunk.INSTANCE;
            case ErrorChunk.TYPE -> ErrorChunk.parse(value);
            case CookieEchoChunk.TYPE -> CookieEchoChunk.parse(value);
            case CookieAckChunk.TYPE -> CookieAckChunk.INSTANCE;
            case ShutdownCompleteChunk.TYPE -> ShutdownCompleteChunk.parse(flags);
            case ReconfigChunk.TYPE -> ReconfigChunk.parse(value);
            case ForwardTsnChunk.TYPE -> ForwardTsnChunk.parse(value);
            case IDataChunk.TYPE -> IDataChunk.parse(flags, value);
            case IForwardTsnChunk.TYPE -> IForwardTsnChunk.parse(value);
            case PadChunk.TYPE -> new PadChunk(value.length());
            default -> new UnknownChunk(type, flags, value);
        };
    }
}
