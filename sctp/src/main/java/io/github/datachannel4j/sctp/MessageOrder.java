package io.github.datachannel4j.sctp;

/** Whether a message waits for those sent before it on its stream (the U bit of a DATA chunk). */
public enum MessageOrder {
    /** Delivered after every ordered message that was sent before it on the same stream. */
    ORDERED,
    /** Delivered as soon as it is complete. */
    UNORDERED
}
