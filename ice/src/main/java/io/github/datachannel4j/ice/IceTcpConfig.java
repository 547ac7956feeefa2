package io.github.datachannel4j.ice;

import org.jspecify.annotations.Nullable;

/**
 * ICE over TCP (RFC 6544), for peers whose network drops UDP. Its pairs rank below all of UDP but relays.
 *
 * @param passivePort the TCP port on which peers can connect, 0 for any free one; null (the default) for none, since it
 *     is one more port that strangers can reach
 * @param active whether to connect to peers that offer a TCP port; false by default
 * @param udp whether UDP is used as well; true by default. Without it, only TCP and relays over TCP or TLS remain
 */
public record IceTcpConfig(@Nullable Integer passivePort, boolean active, boolean udp) {
    private static final int PORT_MAX = 65535;

    public IceTcpConfig {
        if (passivePort != null && (passivePort < 0 || passivePort > PORT_MAX)) {
            throw new IllegalArgumentException("not a TCP port: " + passivePort);
        }
    }

    /** No TCP. */
    public static IceTcpConfig off() {
        return new IceTcpConfig(null, false, true);
    }

    /** With a port for peers to connect to. */
    public IceTcpConfig withPassivePort(int port) {
        return new IceTcpConfig(port, active, udp);
    }

    /** Connecting to the ports of peers. */
    public IceTcpConfig withActive() {
        return new IceTcpConfig(passivePort, true, udp);
    }

    /** Without UDP. */
    public IceTcpConfig withoutUdp() {
        return new IceTcpConfig(passivePort, active, false);
    }
}
