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

    /**
     * Reads the chunk whose header begins at an index and whose length field says {@code length}. One that is not known becomes an
     * {@link UnknownChunk}, never an error.
     */
    static Chunk parse(Bytes packet, int at, int length) throws MalformedPacketException {
        int type = packet.getUnsignedByte(at);
        return switch (type) {
            // No view of the value for these, which come by the million.
            case DataChunk.TYPE -> DataChunk.parse(packet, at, length);
            case IDataChunk.TYPE -> IDataChunk.parse(packet, at, length);
            case SackChunk.TYPE -> SackChunk.parse(packet, at, length);
            default ->
                parseControl(
                        type, packet.getUnsignedByte(at + 1), packet.slice(at + HEADER_BYTES, length - HEADER_BYTES));
        };
    }

    private static Chunk parseControl(int type, int flags, Bytes value) throws MalformedPacketException {
        return switch (type) {
            case InitChunk.TYPE -> InitChunk.parse(value);
            case InitAckChunk.TYPE -> InitAckChunk.parse(value);
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
            case IForwardTsnChunk.TYPE -> IForwardTsnChunk.parse(value);
            case PadChunk.TYPE -> new PadChunk(value.length());
            default -> new UnknownChunk(type, flags, value);
        };
    }
}
