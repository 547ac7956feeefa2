package io.github.datachannel4j.peerconnection;

/** The name of an error in the W3C's API. */
public enum WebRtcErrorName {
    /** The object is in no state for this call. */
    INVALID_STATE_ERROR("InvalidStateError"),
    /** What was handed in is well-formed but unusable, such as a description without a fingerprint. */
    INVALID_ACCESS_ERROR("InvalidAccessError"),
    /** A description or configuration changes what must stay. */
    INVALID_MODIFICATION_ERROR("InvalidModificationError"),
    /** The operation failed for a reason of its own, such as a full send queue. */
    OPERATION_ERROR("OperationError"),
    /** A URL does not parse. */
    SYNTAX_ERROR("SyntaxError"),
    /** A value is missing, too long or contradictory. */
    TYPE_ERROR("TypeError"),
    /** A number lies outside its range. */
    RANGE_ERROR("RangeError"),
    /** Understood, and not offered by this implementation. */
    NOT_SUPPORTED_ERROR("NotSupportedError"),
    /** The transport ended before the operation was done. */
    NETWORK_ERROR("NetworkError");

    private final String w3cName;

    WebRtcErrorName(String w3cName) {
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
