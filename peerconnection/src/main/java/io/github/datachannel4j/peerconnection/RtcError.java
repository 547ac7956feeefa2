package io.github.datachannel4j.peerconnection;

import org.jspecify.annotations.Nullable;

/**
 * A failure of SDP or of a transport (W3C RTCError).
 *
 * @param detail what failed
 * @param message what happened, for people
 * @param sdpLineNumber the line of the description, counted from 1; {@code null} unless the detail is sdp-syntax-error
 * @param sctpCauseCode the cause code of the peer's ABORT; {@code null} unless there was one
 */
public record RtcError(
        RtcErrorDetail detail,
        String message,
        @Nullable Integer sdpLineNumber,
        @Nullable Integer sctpCauseCode) {
    /** A failure of which no more is known than the message says. */
    public static RtcError of(RtcErrorDetail detail, String message) {
        return new RtcError(detail, message, null, null);
    }
}
