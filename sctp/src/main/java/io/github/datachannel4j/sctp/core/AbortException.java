package io.github.datachannel4j.sctp.core;

import io.github.datachannel4j.sctp.CloseReason.Failure;
import io.github.datachannel4j.sctp.packet.ErrorCause;

/** The peer has done something after which the association cannot go on; the association catches it and sends ABORT. */
public final class AbortException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCause cause;
    private final Failure failure;

    /** Why, for us and for the peer. */
    public AbortException(Failure failure, ErrorCause cause, String detail) {
        // The stack says nothing about a peer's mistake, and filling it in is what would make such a peer expensive.
        super(detail, null, false, false);
        this.failure = failure;
        this.cause = cause;
    }

    public ErrorCause errorCause() {
        return cause;
    }

    public Failure failure() {
        return failure;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
