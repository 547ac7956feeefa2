package io.github.datachannel4j.peerconnection;

/** Which candidates may be used (W3C RTCIceTransportPolicy). */
public enum IceTransportPolicy {
    /** Every candidate. */
    ALL("all"),
    /** Only what passes through a TURN server. */
    RELAY("relay");

    private final String w3cName;

    IceTransportPolicy(String w3cName) {
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
