package io.github.datachannel4j.peerconnection;

/** The state of the ICE transport (W3C RTCIceConnectionState). */
public enum IceConnectionState {
    /** No checks yet: candidates or a description are missing. */
    NEW("new"),
    /** Pairs are being checked and none works yet. */
    CHECKING("checking"),
    /** A pair works; others may still be checked. */
    CONNECTED("connected"),
    /** A pair works and checking has ended. */
    COMPLETED("completed"),
    /** The pair has stopped answering; it may come back by itself. */
    DISCONNECTED("disconnected"),
    /** No pair works. Only an ICE restart helps. */
    FAILED("failed"),
    /** The transport is closed. */
    CLOSED("closed");

    private final String w3cName;

    IceConnectionState(String w3cName) {
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
