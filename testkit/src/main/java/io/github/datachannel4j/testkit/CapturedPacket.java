package io.github.datachannel4j.testkit;

/** One packet of a capture file. */
public final class CapturedPacket {
    private final long epochNanos;
    private final byte[] bytes;

    CapturedPacket(long epochNanos, byte[] bytes) {
        this.epochNanos = epochNanos;
        this.bytes = bytes;
    }

    /** When it was seen, since 1970. */
    public long epochNanos() {
        return epochNanos;
    }

    /** A copy of what was captured. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
