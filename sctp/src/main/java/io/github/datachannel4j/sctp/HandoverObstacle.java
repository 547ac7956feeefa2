package io.github.datachannel4j.sctp;

/** Why an association cannot be handed over now. All but the first pass by themselves when traffic pauses and the peer answers. */
public enum HandoverObstacle {
    /** Only an established association can be moved; during the handshake and the shutdown it is quicker to begin anew or to end. */
    NOT_ESTABLISHED,
    /** {@link Association#poll} still has something to say: packets to send, or messages and events to tell. */
    OUTPUTS_WAITING,
    /** Messages, or their ends, have not been sent the first time. */
    MESSAGES_QUEUED,
    /** The peer has not acknowledged everything, or has not yet skipped what was given up. */
    DATA_UNACKNOWLEDGED,
    /** A request of ours to change streams (RFC 6525) waits to be sent or answered. */
    REQUEST_UNANSWERED,
    /** The peer wants to reset streams (RFC 6525 §5.2.2), and data that it had sent before is missing: the answer is to come yet. */
    STREAM_RESET_AWAITED,
    /** The peer wants to reset the association (RFC 6525 §5.1.4) and was told to wait. */
    ASSOCIATION_RESET_AWAITED,
    /** Data has come that was sent after data which has not. */
    DATA_MISSING,
    /** Parts of a message have come, or one that waits for those before it. */
    MESSAGE_INCOMPLETE
}
