package io.github.datachannel4j.sctp;

/** What became of a message that carried a token; each such message has exactly one fate. */
public enum MessageFate {
    /** All of its bytes were handed to the network once. Whether they arrive is up to its {@link Reliability}. */
    SENT,
    /** Its {@link Reliability} ended before the last byte was sent the first time. */
    ABANDONED,
    /** The association or its stream ended first. */
    DISCARDED
}
