package io.github.datachannel4j.datachannel;

/** A DCEP message that does not follow RFC 8832 §5. The stream it came on is reset. */
final class MalformedDcepException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedDcepException(String message) {
        super(message, null, false, false);
    }
}
