package io.github.datachannel4j.peerconnection;

/** The state of the SCTP transport (W3C RTCSctpTransportState). */
public enum SctpTransportState {
    /** The association is being set up. */
    CONNECTING("connecting"),
    /** The association is up. */
    CONNECTED("connected"),
    /** The association has ended. */
    CLOSED("closed");

    private final String w3cName;

    SctpTransportState(String w3cName) {
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
