package io.github.datachannel4j.peerconnection;

/**
 * A description as it travels through signaling (W3C RTCSessionDescriptionInit).
 *
 * @param type what it is
 * @param sdp its text; empty for a rollback
 */
public record SessionDescription(SdpType type, String sdp) {
    /** An offer. */
    public static SessionDescription offer(String sdp) {
        return new SessionDescription(SdpType.OFFER, sdp);
    }

    /** An answer. */
    public static SessionDescription answer(String sdp) {
        return new SessionDescription(SdpType.ANSWER, sdp);
    }

    /** A provisional answer. */
    public static SessionDescription pranswer(String sdp) {
        return new SessionDescription(SdpType.PRANSWER, sdp);
    }

    /** The request to take the last offer back. */
    public static SessionDescription rollback() {
        return new SessionDescription(SdpType.ROLLBACK, "");
    }
}
