package io.github.datachannel4j.ice;

import java.util.Locale;

/**
 * The RTCIceConnectionState of the W3C.
 *
 * <pre>
 * NEW -> CHECKING -> CONNECTED -> COMPLETED      COMPLETED: gathering and the peer's candidates have ended, too
 *           |          |    ^         |
 *           v          v    |         v
 *         FAILED <- DISCONNECTED <----+          any -> CLOSED
 * </pre>
 */
public enum IceConnectionState {
    NEW,
    CHECKING,
    CONNECTED,
    COMPLETED,
    DISCONNECTED,
    FAILED,
    CLOSED;

    /** The word that the W3C has for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether data can be sent: a pair is selected, though it may be silent just now. */
    public boolean isUsable() {
        return this == CONNECTED || this == COMPLETED || this == DISCONNECTED;
    }
}
