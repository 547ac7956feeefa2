package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.dtls.KeyLog;
import io.github.datachannel4j.sctp.PacketTap;
import java.util.Optional;

/**
 * What only people who look for a fault want.
 *
 * @param keyLog gets the DTLS secrets as lines that Wireshark understands (SSLKEYLOGFILE); whoever has them can read the connection
 * @param packetTap sees every SCTP packet in plain text, on the event loop
 */
public record Diagnostics(Optional<KeyLog> keyLog, Optional<PacketTap> packetTap) {
    private static final Diagnostics NONE = new Diagnostics(Optional.empty(), Optional.empty());

    /** Nothing of it. */
    public static Diagnostics none() {
        return NONE;
    }

    /** With this key log. */
    public Diagnostics withKeyLog(KeyLog log) {
        return new Diagnostics(Optional.of(log), packetTap);
    }

    /** With this tap. */
    public Diagnostics withPacketTap(PacketTap tap) {
        return new Diagnostics(keyLog, Optional.of(tap));
    }
}
