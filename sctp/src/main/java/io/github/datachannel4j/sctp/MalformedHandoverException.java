package io.github.datachannel4j.sctp;

/** These bytes are not what a handover was written as: of another version, cut off, damaged, or something else altogether. */
public final class MalformedHandoverException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedHandoverException(String message) {
        super(message);
    }

    public MalformedHandoverException(String message, Throwable cause) {
        super(message, cause);
    }
}
