package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * An error cause of a code that this package does not know, kept byte for byte.
 *
 * @param type the cause code, unsigned 16 bits
 * @param value without header and padding
 */
public record UnknownErrorCause(int type, Bytes value) implements ErrorCause {
    @Override
    public int valueBytes() {
        return value.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        value.copyTo(out);
    }
}
