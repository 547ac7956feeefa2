package io.github.datachannel4j.ice;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why a STUN or TURN server has not helped. The W3C has 701 for all of it but the server's own refusals. */
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
    TLS_FAILED;

    /** How a connection has ended that was not open yet, or had not brought an answer. */
    static IceServerFailure ofConnection(Throwable end, boolean wasConnected) {
        if (isIn(end, SSLException.class)) {
            return ofHandshake(end);
        }
        return wasConnected ? CONNECTION_LOST : NOT_CONNECTED;
    }

    private static IceServerFailure ofHandshake(Throwable end) {
        if (isIn(end, CertificateExpiredException.class) || isIn(end, CertificateNotYetValidException.class)) {
            return CERTIFICATE_EXPIRED;
        }
        if (isIn(end, CertPathBuilderException.class) || isIn(end, CertPathValidatorException.class)) {
            return CERTIFICATE_UNTRUSTED;
        }
        // The chain has been found good, so this is the check of the name (RFC 9110 §4.3.4), the last of all.
        return isIn(end, CertificateException.class) ? CERTIFICATE_FOR_ANOTHER_NAME : TLS_FAILED;
    }

    private static boolean isIn(Throwable end, Class<? extends Exception> kind) {
        return Stream.iterate(end, cause -> cause != null, Throwable::getCause).anyMatch(kind::isInstance);
    }
}
