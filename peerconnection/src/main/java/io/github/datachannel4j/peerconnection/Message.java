package io.github.datachannel4j.peerconnection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A message on a data channel: a string or bytes, either of which may be empty. */
public sealed interface Message {
    /** A string. */
    static Message of(String text) {
        return new Text(text);
    }

    /** Bytes. The array is given away: whoever wraps it must not write to it any more. */
    static Message of(byte[] bytes) {
        return new Binary(ByteBuffer.wrap(bytes));
    }

    /** The size on the wire in bytes, which is what counts for bufferedAmount and for the greatest message. */
    int sizeBytes();

    /**
     * A string.
     *
     * @param text its text
     */
    record Text(String text) implements Message {
        @Override
        public int sizeBytes() {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    /**
     * Bytes, between position and limit of a read-only buffer that every reader gets a fresh view of.
     *
     * @param data the bytes
     */
    record Binary(ByteBuffer data) implements Message {
        /** Takes the bytes between position and limit, without a copy. */
        public Binary {
            data = data.slice().asReadOnlyBuffer();
        }

        @Override
        public ByteBuffer data() {
            return data.duplicate();
        }

        /** A copy of the bytes. */
        public byte[] toArray() {
            byte[] copy = new byte[data.remaining()];
            data().get(copy);
            return copy;
        }

        @Override
        public int sizeBytes() {
            return data.remaining();
        }
    }
}
