package io.github.datachannel4j.sctp;

/** The states of RFC 9260 §4, with the RFC's CLOSED split into before and after. */
public enum AssociationState {
    /** Nothing has happened yet; messages may be queued, and a peer's INIT is answered. */
    NEW,
    COOKIE_WAIT,
    COOKIE_ECHOED,
    ESTABLISHED,
    SHUTDOWN_PENDING,
    SHUTDOWN_SENT,
    SHUTDOWN_RECEIVED,
    SHUTDOWN_ACK_SENT,
    /** Over for good; the reason was reported in {@link AssociationOutput.Closed}. */
    CLOSED
}
