package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * A parameter of a type that this package does not know, kept byte for byte.
 *
 * @param type unsigned 16 bits
 * @param value without header and padding
 */
public record UnknownParameter(int type, Bytes value) implements Parameter {
    /** What the type asks of its receiver. */
    public UnrecognizedAction action() {
        return UnrecognizedAction.ofParameterType(type);
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
