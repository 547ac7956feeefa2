package io.github.datachannel4j.peerconnection;

/** The state of a data channel (W3C RTCDataChannelState). */
public enum DataChannelState {
    /** The channel is being set up. */
    CONNECTING("connecting"),
    /** Messages can be sent and received. */
    OPEN("open"),
    /** One side has asked to close; what is queued still leaves. */
    CLOSING("closing"),
    /** The channel is gone, or could not be set up. */
    CLOSED("closed");

    private final String w3cName;

    DataChannelState(String w3cName) {
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
