package io.github.datachannel4j.sctp.tx;

/** What a peer's answer to a stream reset means for the stream. */
public enum ResetOutcome {
    /** Numbering begins anew. */
    PERFORMED,
    /** Everything stays as it was. */
    REFUSED
}
