package io.github.datachannel4j.interop.peer;

/**
 * Messages with the bytes of {@link Pattern}, sent with back-pressure.
 *
 * @param first index of the first message
 * @param count how many
 * @param sizeBytes of each
 * @param kind strings or binary
 */
public record Batch(int first, int count, int sizeBytes, Kind kind) {
    /** Of what type the messages are. */
    public enum Kind {
        /** Strings of ASCII characters. */
        TEXT,
        /** Bytes. */
        BINARY
    }

    /** Binary messages from index 0 on. */
    public static Batch binary(int count, int sizeBytes) {
        return new Batch(0, count, sizeBytes, Kind.BINARY);
    }

    /** Strings from index 0 on. */
    public static Batch text(int count, int sizeBytes) {
        return new Batch(0, count, sizeBytes, Kind.TEXT);
    }

    /** The same, numbered from another index on. */
    public Batch from(int index) {
        return new Batch(index, count, sizeBytes, kind);
    }

    /** All of it together. */
    public long totalBytes() {
        return (long) count * sizeBytes;
    }
}
