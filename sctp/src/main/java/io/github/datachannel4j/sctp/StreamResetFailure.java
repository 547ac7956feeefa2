package io.github.datachannel4j.sctp;

/** Why outgoing streams could not be reset (RFC 6525 §4.4). The streams stay as they were and can be used. */
public enum StreamResetFailure {
    /** The peer does not support stream reset. */
    NOT_SUPPORTED,
    /** The peer said "Denied". */
    DENIED,
    /** The peer said "Error - Wrong SSN" or "Error - Bad Sequence Number". */
    REJECTED_AS_WRONG
}
