package io.github.datachannel4j.peerconnection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Which sockets are used and what the peer is told about them.
 *
 * @param udpPort the UDP port, or 0 for a free one
 * @param bindAddresses the addresses to bind; empty for all interfaces
 * @param loopback whether loopback addresses are candidates, which only peers on the same machine can use
 * @param advertise the public addresses before a one-to-one NAT, told to the peer as host candidates; port 0 stands for the bound port
 */
public record NetworkOptions(
        int udpPort, List<InetAddress> bindAddresses, boolean loopback, List<InetSocketAddress> advertise) {
    private static final NetworkOptions DEFAULTS = new NetworkOptions(0, List.of(), false, List.of());

    /** Checks the port. */
    public NetworkOptions {
        if (udpPort < 0 || udpPort > 65535) {
            throw new WebRtcException(WebRtcErrorName.RANGE_ERROR, "udpPort must be 0 to 65535, not " + udpPort);
        }
        bindAddresses = List.copyOf(bindAddresses);
        advertise = List.copyOf(advertise);
    }

    /** A free port on all interfaces, without loopback. */
    public static NetworkOptions defaults() {
        return DEFAULTS;
    }

    /** A free port on the loopback interface alone, for peers in one machine and for tests. */
    public static NetworkOptions loopbackOnly() {
        return new NetworkOptions(0, List.of(InetAddress.getLoopbackAddress()), true, List.of());
    }

    /** On this port. */
    public NetworkOptions withUdpPort(int port) {
        return new NetworkOptions(port, bindAddresses, loopback, advertise);
    }

    /** On these addresses. */
    public NetworkOptions withBindAddresses(InetAddress... addresses) {
        return new NetworkOptions(udpPort, List.of(addresses), loopback, advertise);
    }

    /** With loopback candidates too. */
    public NetworkOptions withLoopback() {
        return new NetworkOptions(udpPort, bindAddresses, true, advertise);
    }

    /** With these public addresses. */
    public NetworkOptions withAdvertise(InetSocketAddress... addresses) {
        return new NetworkOptions(udpPort, bindAddresses, loopback, List.of(addresses));
    }
}
