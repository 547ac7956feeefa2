package io.github.datachannel4j.ice;

/** Which local candidates may be used: the RTCIceTransportPolicy of the W3C. */
public enum IceTransportPolicy {
    ALL,
    /** Nothing but TURN relays: neither offered to the peer nor checked from anywhere else. */
    RELAY
}
