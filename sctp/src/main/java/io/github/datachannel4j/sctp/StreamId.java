package io.github.datachannel4j.sctp;

/**
 * The number of a stream in one direction, 0 to 65535 (RFC 9260 §3.3.1).
 *
 * @param value the unsigned 16-bit number
 */
public record StreamId(int value) implements Comparable<StreamId> {
    /** The largest number the field can hold. WebRTC leaves it unused (RFC 8832 §6), SCTP does not. */
    public static final int VALUE_MAX = 0xFFFF;

    public StreamId {
        if (value < 0 || value > VALUE_MAX) {
            throw new IllegalArgumentException("a stream id is 0 to 65535, not " + value);
        }
    }

    @Override
    public int compareTo(StreamId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "stream " + value;
    }
}
