package io.github.datachannel4j.peerconnection;

import org.jspecify.annotations.Nullable;

/** The caller's mistake or a failed operation, with the name the W3C gives to it. Thrown at the call, or carried by a failed future. */
public final class WebRtcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Kept as an enum, so that a handler can switch on it. */
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

    /** A W3C RTCError. */
    public WebRtcException(RtcError rtcError, @Nullable Throwable cause) {
        super(rtcError.message(), cause);
        this.errorName = WebRtcErrorName.RTC_ERROR;
        this.rtcError = rtcError;
    }

    /** The W3C's name of this error. */
    public WebRtcErrorName errorName() {
        return errorName;
    }

    /** The details of an RTCError; {@code null} for every other name. */
    public @Nullable RtcError rtcError() {
        return rtcError;
    }

    /** With the name before it, so that stack traces show it. */
    @Override
    public String getLocalizedMessage() {
        return errorName.w3cName() + ": " + getMessage();
    }
}
