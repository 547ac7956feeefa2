package io.github.datachannel4j.peerconnection;

/** What became of a message; see {@link DataChannel#sendAndConfirm(Message)}. */
public enum MessageFate {
    /** The peer has all of it and all that was sent before it. Whether its application has read it is another matter. */
    ACKNOWLEDGED,
    /** Its time was over first ({@link Reliability.MaxPacketLifeTime}; RFC 7496 §4.1). The peer may still have got it. */
    EXPIRED,
    /** It was lost as often as it may be sent ({@link Reliability.MaxRetransmits}; RFC 7496 §4.2). The peer may still have got it. */
    ABANDONED
}
