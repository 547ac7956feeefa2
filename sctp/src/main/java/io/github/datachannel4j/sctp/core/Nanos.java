package io.github.datachannel4j.sctp.core;

/** Units of time, since the cores know no clock and so no {@code java.time}. */
public final class Nanos {
    public static final long PER_MICRO = 1_000L;
    public static final long PER_MILLI = 1_000_000L;
    public static final long PER_SECOND = 1_000_000_000L;

    private Nanos() {}
}
