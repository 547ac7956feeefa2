package io.github.datachannel4j.datachannel;

/** What a caller can do wrong, or ask too much of, with the name under which the W3C's API reports it. */
public enum DataChannelError {
    /** A label of more than 65535 UTF-8 bytes: its length field has 16 bits. */
    LABEL_TOO_LONG("TypeError"),
    /** A protocol of more than 65535 UTF-8 bytes. */
    PROTOCOL_TOO_LONG("TypeError"),
    /** A negotiated id above 65534; RFC 8832 §6 excludes 65535. */
    ID_OUT_OF_RANGE("TypeError"),
    /** The negotiated id belongs to a channel that is not closed yet. */
    ID_IN_USE("OperationError"),
    /** Every id this end may use is taken, or the association has fewer streams than the id needs. */
    IDS_EXHAUSTED("OperationError"),
    /** The core has ended; no channel can be created on it. */
    ENDED("InvalidStateError"),
    /** The channel is not open. */
    NOT_OPEN("InvalidStateError"),
    /** The message is larger than the peer (or this end) allows. */
    MESSAGE_TOO_LARGE("TypeError"),
    /** So much is queued that the channel takes no more. */
    SEND_QUEUE_FULL("OperationError");

    private final String w3cName;

    DataChannelError(String w3cName) {
        this.w3cName = w3cName;
    }

    /** The W3C's name of the error, such as {@code OperationError}. */
    public String w3cName() {
        return w3cName;
    }
}
