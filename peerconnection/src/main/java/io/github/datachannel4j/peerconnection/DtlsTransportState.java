package io.github.datachannel4j.peerconnection;

/** The state of the DTLS transport (W3C RTCDtlsTransportState). */
public enum DtlsTransportState {
    /** The handshake has not begun. */
    NEW("new"),
    /** The handshake is under way. */
    CONNECTING("connecting"),
    /** The handshake is done and the peer's fingerprint fits. */
    CONNECTED("connected"),
    /** Closed by either side with close_notify. */
    CLOSED("closed"),
    /** The handshake failed, or the fingerprint does not fit. */
    FAILED("failed");

    private final String w3cName;

    DtlsTransportState(String w3cName) {
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
