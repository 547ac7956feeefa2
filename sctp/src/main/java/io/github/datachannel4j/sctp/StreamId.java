package io.github.datachannel4j.sctp;

import java.util.stream.IntStream;

/**
 * The number of a stream in one direction, 0 to 65535 (RFC 9260 §3.3.1).
 *
 * @param value the unsigned 16-bit number
 */
public record StreamId(int value) implements Comparable<StreamId> {
    /** The largest number the field can hold. WebRTC leaves it unused (RFC 8832 §6), SCTP does not. */
    public static final int VALUE_MAX = 0xFFFF;

    private static final StreamId[] SHARED =
            IntStream.range(0, 256).mapToObj(StreamId::new).toArray(StreamId[]::new);

    public StreamId {
        if (value < 0 || value > VALUE_MAX) {
            throw new IllegalArgumentException("a stream id is 0 to 65535, not " + value);
        }
    }

    /** The id of a number; the low ones, which nearly all channels have, are shared: reading a DATA chunk then makes no new one. */
    public static StreamId of(int value) {
        return value >= 0 && value < SHARED.length ? SHARED[value] : new StreamId(value);
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
