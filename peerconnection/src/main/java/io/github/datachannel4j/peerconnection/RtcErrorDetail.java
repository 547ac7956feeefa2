package io.github.datachannel4j.peerconnection;

/** What failed (W3C RTCErrorDetailType). */
public enum RtcErrorDetail {
    /** The data channel. */
    DATA_CHANNEL_FAILURE("data-channel-failure"),
    /** The DTLS handshake, or the peer sent a fatal alert. */
    DTLS_FAILURE("dtls-failure"),
    /** The peer's certificate is not the one its description names. */
    FINGERPRINT_FAILURE("fingerprint-failure"),
    /** The SCTP association, mostly aborted by the peer. */
    SCTP_FAILURE("sctp-failure"),
    /** A description does not parse. */
    SDP_SYNTAX_ERROR("sdp-syntax-error");

    private final String w3cName;

    RtcErrorDetail(String w3cName) {
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
