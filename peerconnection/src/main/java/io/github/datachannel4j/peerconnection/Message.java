package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A message on a data channel: a string or bytes, either of which may be empty. */
public sealed interface Message {
    /** A string. */
    static Message of(String text) {
        return new Text(text);
    }

    /** Bytes. The array is given away: whoever wraps it must not write to it any more. */
    static Message of(byte[] bytes) {
        return new Binary(Bytes.wrap(bytes));
    }

    /** The bytes between position and limit, which must not be written to any more. A direct buffer is copied. */
    static Message of(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            return new Binary(Bytes.wrap(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining()));
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return of(copy);
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

    /** Bytes that nobody writes to. */
    final class Binary implements Message {
        private final Bytes bytes;

        Binary(Bytes bytes) {
            this.bytes = bytes;
        }

        /** A read-only view of its own for each caller. */
        public ByteBuffer data() {
            return bytes.asByteBuffer();
        }

        /** A copy of the bytes. */
        public byte[] toArray() {
            return bytes.toArray();
        }

        @Override
        public int sizeBytes() {
            return bytes.length();
        }

        Bytes bytes() {
            return bytes;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Binary binary && bytes.equals(binary.bytes);
        }

        @Override
        public int hashCode() {
            return bytes.hashCode();
        }

        @Override
        public String toString() {
            return "Binary[" + bytes.length() + " bytes]";
        }
    }
}
