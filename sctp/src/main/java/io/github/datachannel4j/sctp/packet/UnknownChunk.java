package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * A chunk of a type that this package does not know, kept byte for byte.
 *
 * @param type unsigned 8 bits
 * @param flags 8 bits
 * @param value without header and padding
 */
public record UnknownChunk(int type, int flags, Bytes value) implements Chunk {
    /** What the type asks of its receiver. */
    public UnrecognizedAction action() {
        return UnrecognizedAction.ofChunkType(type);
    }

    @Override
    public int valueBytes() {
        return value.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        value.copyTo(out);
    }
}
