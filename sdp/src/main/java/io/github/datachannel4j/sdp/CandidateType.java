package io.github.datachannel4j.sdp;

import java.util.Locale;

/**
 * How a candidate was found (RFC 8445 §5.1.1): on the host, by a STUN server, by a check of the peer, or at a TURN server. In order of
 * how likely it can be reached.
 */
public enum CandidateType {
    HOST,
    SRFLX,
    PRFLX,
    RELAY;

    /** As in a candidate line and in the W3C's RTCIceCandidateType. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
