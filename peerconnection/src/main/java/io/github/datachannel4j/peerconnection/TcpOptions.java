package io.github.datachannel4j.peerconnection;

import org.jspecify.annotations.Nullable;

/**
 * ICE over TCP (RFC 6544), for peers whose network drops UDP. Browsers connect to a TCP port when they are offered one. UDP is preferred
 * where it works, as a lost packet holds back everything behind it on TCP.
 *
 * @param passivePort the TCP port that peers connect to, 1 to 65535, or 0 for a free one; {@code null}, the default, for none, as it is one
 *     more port that strangers reach. May be the number of the UDP port
 * @param active whether to connect to peers that offer a TCP port; not by default
 * @param udp whether UDP is used as well, which is the default. Without it only TCP is left, and TURN over TCP or TLS
 */
public record TcpOptions(@Nullable Integer passivePort, boolean active, boolean udp) {
    /** Checks the port. */
    public TcpOptions {
        if (passivePort != null && (passivePort < 0 || passivePort > 65535)) {
            throw new WebRtcException(
                    WebRtcErrorName.RANGE_ERROR, "passivePort must be 0 to 65535, not " + passivePort);
        }
    }

    /** No TCP. */
    public static TcpOptions off() {
        return new TcpOptions(null, false, true);
    }

    /** With a port that peers connect to, as servers have it. */
    public TcpOptions withPassivePort(int port) {
        return new TcpOptions(port, active, udp);
    }

    /** Connecting to the ports of peers, as clients do. */
    public TcpOptions withActive() {
        return new TcpOptions(passivePort, true, udp);
    }

    /** Without UDP. */
    public TcpOptions withoutUdp() {
        return new TcpOptions(passivePort, active, false);
    }
}
