package io.github.datachannel4j.signaling;

/** Signaling did not succeed; the message says why in words that may be shown to the other side. */
public final class SignalingException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int EXCERPT_LENGTH_MAX = 200;

    private final int httpStatus;

    /** With the HTTP status (400 to 599) that says the same. */
    public SignalingException(int httpStatus, String message) {
        super(message);
        this.httpStatus = httpStatus;
    }

    /** With the HTTP status (400 to 599) that says the same, and what caused it. */
    public SignalingException(int httpStatus, String message, Throwable cause) {
        super(message, cause);
        this.httpStatus = httpStatus;
    }

    /** The HTTP status, 400 to 599; 502 when the other side did not answer at all. */
    public int httpStatus() {
        return httpStatus;
    }

    static SignalingException badRequest(String message) {
        return new SignalingException(400, message);
    }

    /** So much of a text from outside as an error message can bear, on one line. */
    static String excerpt(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= EXCERPT_LENGTH_MAX ? line : line.substring(0, EXCERPT_LENGTH_MAX) + "...";
    }
}
