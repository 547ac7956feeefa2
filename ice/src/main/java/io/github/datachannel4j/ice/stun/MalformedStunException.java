package io.github.datachannel4j.ice.stun;

/** Bytes that are not a STUN message. It has no stack trace, since any stray datagram causes one. */
public final class MalformedStunException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedStunException(String message) {
        super(message, null, false, false);
    }
}
