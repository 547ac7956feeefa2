package io.github.datachannel4j.sdp;

import java.util.Locale;

/** Who opens the connection of a TCP candidate (RFC 6544 §4.5). */
public enum TcpType {
    ACTIVE,
    PASSIVE,
    SO;

    /** As in a candidate line and in the W3C's RTCIceTcpCandidateType. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
