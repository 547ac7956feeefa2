package io.github.datachannel4j.peerconnection;

/** Where the exchange of offer and answer stands (W3C RTCSignalingState). */
public enum SignalingState {
    /** No exchange is under way. */
    STABLE("stable"),
    /** A local offer has been set. */
    HAVE_LOCAL_OFFER("have-local-offer"),
    /** A remote offer has been set. */
    HAVE_REMOTE_OFFER("have-remote-offer"),
    /** A remote offer and a provisional local answer have been set. */
    HAVE_LOCAL_PRANSWER("have-local-pranswer"),
    /** A local offer and a provisional remote answer have been set. */
    HAVE_REMOTE_PRANSWER("have-remote-pranswer"),
    /** The peer connection is closed. */
    CLOSED("closed");

    private final String w3cName;

    SignalingState(String w3cName) {
        this.w3cName = w3cName;
    }

    /** The value's name in the W3C's API. */
    public String w3cName() {
        return w3cName;
    }

    @Override
    public String toString() {
        return w3cName;
    }
}
