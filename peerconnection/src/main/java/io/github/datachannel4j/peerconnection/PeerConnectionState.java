package io.github.datachannel4j.peerconnection;

/** The state of the whole connection, from ICE and DTLS together (W3C RTCPeerConnectionState). */
public enum PeerConnectionState {
    /** Nothing has been started. */
    NEW("new"),
    /** ICE or DTLS is at work. */
    CONNECTING("connecting"),
    /** ICE and DTLS are up. */
    CONNECTED("connected"),
    /** ICE has lost its pair for the moment. */
    DISCONNECTED("disconnected"),
    /** ICE or DTLS has failed. */
    FAILED("failed"),
    /** This side has closed the peer connection. */
    CLOSED("closed");

    private final String w3cName;

    PeerConnectionState(String w3cName) {
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
