package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.dtls.KeyLog;
import io.github.datachannel4j.sctp.PacketTap;
import java.util.Optional;

/**
 * What only people who look for a fault want.
 *
 * @param keyLog gets the DTLS secrets as lines that Wireshark understands (SSLKEYLOGFILE); whoever has them can read the connection
 * @param packetTap sees every SCTP packet in plain text, on the event loop; if it throws, that is logged and it is told no more
 * @param capture gets every SCTP packet in plain text, for Wireshark
 */
public record Diagnostics(Optional<KeyLog> keyLog, Optional<PacketTap> packetTap, Optional<PacketCapture> capture) {
    private static final Diagnostics NONE = new Diagnostics(Optional.empty(), Optional.empty(), Optional.empty());

    /** Nothing of it. */
    public static Diagnostics none() {
        return NONE;
    }

    /** With this key log. */
    public Diagnostics withKeyLog(KeyLog log) {
        return new Diagnostics(Optional.of(log), packetTap, capture);
    }

    /** With this tap. */
    public Diagnostics withPacketTap(PacketTap tap) {
        return new Diagnostics(keyLog, Optional.of(tap), capture);
    }

    /** With this capture, which several connections may share; whoever made it closes it. */
    public Diagnostics withCapture(PacketCapture file) {
        return new Diagnostics(keyLog, packetTap, Optional.of(file));
    }

    /** What one association shows its packets to. */
    PacketTap tapFor(int localPort, int remotePort) {
        PacketTap own = packetTap.<PacketTap>map(WatchedTap::new).orElse(PacketTap.NONE);
        if (capture.isEmpty()) {
            return own;
        }
        PacketTap file = capture.get().newTap(localPort, remotePort);
        return (nowNanos, direction, packet) -> {
            own.onPacket(nowNanos, direction, packet);
            file.onPacket(nowNanos, direction, packet);
        };
    }
}
