package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/** An INIT chunk by itself, as signaling carries it (draft-hancke-tsvwg-snap §4.1): no common header, no padding behind it. */
public final class SignaledInit {
    private SignaledInit() {}

    public static Bytes write(InitChunk init) {
        ByteBuffer out = ByteBuffer.allocate(init.paddedLength());
        init.write(out);
        return Bytes.wrap(out.array(), 0, init.length());
    }

    /** Reads one that may come from anybody. Padding behind it is let pass. */
    public static InitChunk parse(Bytes bytes) throws MalformedPacketException {
        Malformed.unless(bytes.length() >= Chunk.HEADER_BYTES, "signaled INIT is too short");
        Malformed.unless(bytes.getUnsignedByte(0) == InitChunk.TYPE, "signaled chunk is no INIT");
        int length = bytes.getUnsignedShort(2);
        Malformed.unless(
                length >= Chunk.HEADER_BYTES && length <= bytes.length(), "length of the signaled INIT does not fit");
        return InitChunk.parse(bytes.slice(Chunk.HEADER_BYTES, length - Chunk.HEADER_BYTES));
    }
}
