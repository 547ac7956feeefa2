package io.github.datachannel4j.sctp;

/** Which stage of a message's life its token is reported at, if it gets there. */
public enum FateReport {
    /** When its last byte was handed to the network: there is room for another one. */
    WHEN_SENT,
    /** When the peer has acknowledged all of it and everything before it; at least a round trip later. */
    WHEN_ACKNOWLEDGED
}
