package io.github.datachannel4j.peerconnection;

import org.jspecify.annotations.Nullable;

/** The caller's mistake or a failed operation, with the name the W3C gives to it. Thrown at the call, or carried by a failed future. */
public final class WebRtcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final WebRtcErrorName errorName;

    private final transient @Nullable RtcError rtcError;

    /** An error with a name and what is wrong. */
    public WebRtcException(WebRtcErrorName errorName, String message) {
        this(errorName, message, null);
    }

    /** An error with a name, what is wrong, and where it comes from ({@code null} when nothing deeper threw). */
    public WebRtcException(WebRtcErrorName errorName, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.errorName = errorName;
        this.rtcError = null;
    }

    /** A W3C RTCError, whose name is OperationError. */
    public WebRtcException(RtcError rtcError, @Nullable Throwable cause) {
        super(rtcError.message(), cause);
        this.errorName = WebRtcErrorName.OPERATION_ERROR;
        this.rtcError = rtcError;
    }

    /** An error that says what its cause says. */
    static WebRtcException because(WebRtcErrorName name, Throwable cause) {
        return new WebRtcException(name, reasonOf(cause), cause);
    }

    static String reasonOf(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    static WebRtcException invalidState(String message) {
        return new WebRtcException(WebRtcErrorName.INVALID_STATE_ERROR, message);
    }

    static WebRtcException operation(String message) {
        return new WebRtcException(WebRtcErrorName.OPERATION_ERROR, message);
    }

    static WebRtcException type(String message) {
        return new WebRtcException(WebRtcErrorName.TYPE_ERROR, message);
    }

    static WebRtcException network(String message) {
        return new WebRtcException(WebRtcErrorName.NETWORK_ERROR, message);
    }

    static WebRtcException invalidAccess(String message, @Nullable Throwable cause) {
        return new WebRtcException(WebRtcErrorName.INVALID_ACCESS_ERROR, message, cause);
    }

    /** The W3C's name of this error. */
    public WebRtcErrorName errorName() {
        return errorName;
    }

    /** The details of an RTCError; {@code null} for every other error. */
    public @Nullable RtcError rtcError() {
        return rtcError;
    }

    /** With the name before it, so that stack traces show it. */
    @Override
    public String getLocalizedMessage() {
        return errorName.w3cName() + ": " + getMessage();
    }
}
