package io.github.datachannel4j.peerconnection;

/**
 * Why a STUN or TURN server has not helped, for programs that decide by it: the W3C's error code is 701 for all but the server's own
 * refusals.
 */
public enum IceServerFailure {
    /** The server refuses; the error code is its own (RFC 8489 §14.8). */
    REFUSED,
    /** The server asks for credentials in a way that no client could follow, or that somebody has tampered with. */
    CHALLENGE_UNUSABLE,
    /** The server answers, and the answer lacks what it is for. */
    ANSWER_UNUSABLE,
    /** No answer has come in time. */
    NO_ANSWER,
    /** The URL asks for a transport that is not supported, or for UDP, which the configuration has switched off. */
    TRANSPORT_UNSUPPORTED,
    /** The host's name has no address. */
    NAME_UNKNOWN,
    /** Nobody has told in time what address the host's name has. */
    NAME_UNANSWERED,
    /** None of this machine's addresses leads to the server: mostly it has the other IP version only. */
    NO_ROUTE,
    /** An address of this machine leads to the server, and the options leave that address out. */
    ROUTE_NOT_ADMITTED,
    /** This machine has no port or file descriptor left. */
    NO_PORT,
    /** No TCP connection could be made. */
    NOT_CONNECTED,
    /** The TCP connection was made, and closed or broken by the other side before the server had answered. */
    CONNECTION_LOST,
    /** The server's certificate is from nobody who is trusted. */
    CERTIFICATE_UNTRUSTED,
    /** The server's certificate is no longer or not yet valid; or this machine's clock is wrong. */
    CERTIFICATE_EXPIRED,
    /** The server's certificate is for other names than the one in the URL. */
    CERTIFICATE_FOR_ANOTHER_NAME,
    /** The TLS handshake has failed, and not for the server's certificate: nobody speaks TLS there, or no version in common. */
    TLS_FAILED
}
