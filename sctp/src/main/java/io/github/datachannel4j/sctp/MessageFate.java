package io.github.datachannel4j.sctp;

/** What became of a message that carried a token; each such message has exactly one fate, told as its {@link FateReport} wants it. */
public enum MessageFate {
    /** All of its bytes were handed to the network once. Whether they arrive is up to its {@link Reliability}. */
    SENT,
    /** The peer has all of it. Only with {@link FateReport#WHEN_ACKNOWLEDGED}, where it takes the place of {@link #SENT}. */
    ACKNOWLEDGED,
    /** Its {@link Reliability.LimitedLifetime} was over first. */
    EXPIRED,
    /** Its limit on retransmissions was reached first, or it gave way to a message of higher {@link Reliability.Priority}. */
    ABANDONED,
    /** The association or its stream ended first. */
    DISCARDED
}
