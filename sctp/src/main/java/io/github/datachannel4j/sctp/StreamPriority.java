package io.github.datachannel4j.sctp;

/** The priority of an outgoing stream, a number of 16 bits without sign: the higher, the sooner or the more. */
public final class StreamPriority {
    /** Of a stream about which nothing was said; "normal" of RFC 8831 §6.4. */
    public static final int DEFAULT = 256;

    /** The largest number that DATA_CHANNEL_OPEN can carry (RFC 8832 §5.1). */
    public static final int MAX = 0xFFFF;

    private StreamPriority() {}
}
