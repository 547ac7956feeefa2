package io.github.datachannel4j.cli.doctor;

import io.github.datachannel4j.peerconnection.Stats;

/** What a server is asked for, and over what. */
public enum Protocol {
    /** What it sees of us, over UDP. */
    STUN,
    /** A relay, over UDP. */
    TURN_UDP,
    /** A relay, over TCP. */
    TURN_TCP,
    /** A relay, over TLS. */
    TURN_TLS;

    /** As ICE has read the URL. */
    static Protocol of(Stats.OfIceServer server) {
        return switch (server.relayProtocol().orElse("")) {
            case "udp" -> TURN_UDP;
            case "tcp" -> TURN_TCP;
            case "tls" -> TURN_TLS;
            default -> STUN;
        };
    }

    boolean isTurn() {
        return this != STUN;
    }

    boolean isUdp() {
        return this == STUN || this == TURN_UDP;
    }
}
