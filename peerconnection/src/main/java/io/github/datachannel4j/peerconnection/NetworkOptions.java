package io.github.datachannel4j.peerconnection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Which sockets are used and what the peer is told about them.
 *
 * @param portUse whether the connections of a factory share a port
 * @param udpPort the UDP port, or 0 for a free one
 * @param bindAddresses the addresses to bind; empty for all interfaces
 * @param loopback whether loopback addresses are candidates, which only peers on the same machine can use
 * @param advertise the public address before a one-to-one NAT, told to the peer in place of the host candidates; port 0 stands for the bound
 *     port; at most one
 * @param localNames what multicast DNS is used for; {@link LocalNames#RESOLVE} by default
 * @param addressWatch how often to look whether the machine's addresses have changed, from 100 ms up, or zero for never, the default. A
 *     change under a connection asks for an ICE restart: {@code negotiationneeded} comes, as if {@link PeerConnection#restartIce} had been
 *     called
 */
public record NetworkOptions(
        PortUse portUse,
        int udpPort,
        List<InetAddress> bindAddresses,
        boolean loopback,
        List<InetSocketAddress> advertise,
        LocalNames localNames,
        Duration addressWatch) {
    private static final Duration LEAST_WATCH = Duration.ofMillis(100);
    private static final Duration USUAL_WATCH = Duration.ofSeconds(2);

    private static final NetworkOptions DEFAULTS =
            new NetworkOptions(PortUse.SHARED, 0, List.of(), false, List.of(), LocalNames.RESOLVE, Duration.ZERO);

    /** What multicast DNS (RFC 6762) is used for: browsers put names that end in {@code .local} in place of their addresses. */
    public enum LocalNames {
        /** Nothing. A browser is still found if it can reach us. */
        IGNORE,
        /**
         * Names of peers are asked for on the links of the bound addresses, but only if the peer has not reached us a tenth of a second
         * after its candidate: so a server on the Internet sends nothing, and two machines of one link find each other.
         */
        RESOLVE,
        /** Our own addresses are hidden behind such names, too. */
        RESOLVE_AND_HIDE
    }

    /** Whether the connections of a factory share a port. */
    public enum PortUse {
        /** One port for all, as a server behind a firewall wants it. Between two shared ports there can be only one connection. */
        SHARED,
        /** A port for each connection, as browsers and clients have it. A connection without a factory has its own anyway. */
        PER_CONNECTION
    }

    /** Checks the ports and the addresses. */
    public NetworkOptions {
        if (udpPort < 0 || udpPort > 65535) {
            throw new WebRtcException(WebRtcErrorName.RANGE_ERROR, "udpPort must be 0 to 65535, not " + udpPort);
        }
        if (portUse == PortUse.PER_CONNECTION && udpPort != 0) {
            throw WebRtcException.type("connections with a port each cannot all have port " + udpPort);
        }
        if (!addressWatch.isZero() && addressWatch.compareTo(LEAST_WATCH) < 0) {
            throw new WebRtcException(
                    WebRtcErrorName.RANGE_ERROR, "addressWatch must be zero or at least 100 ms, not " + addressWatch);
        }
        bindAddresses = List.copyOf(bindAddresses);
        advertise = List.copyOf(advertise);
        if (advertise.size() > 1) {
            throw new WebRtcException(
                    WebRtcErrorName.NOT_SUPPORTED_ERROR, "one address can be advertised, not " + advertise);
        }
        if (advertise.stream().anyMatch(InetSocketAddress::isUnresolved)) {
            throw WebRtcException.type("an IP address can be advertised, not a name: " + advertise);
        }
    }

    /** A free port on all interfaces, without loopback. */
    public static NetworkOptions defaults() {
        return DEFAULTS;
    }

    /** A free port on the loopback interface alone, for peers in one machine and for tests. */
    public static NetworkOptions loopbackOnly() {
        return new NetworkOptions(
                PortUse.SHARED,
                0,
                List.of(InetAddress.getLoopbackAddress()),
                true,
                List.of(),
                LocalNames.RESOLVE,
                Duration.ZERO);
    }

    /** With a port for each connection. */
    public NetworkOptions withPortPerConnection() {
        return new NetworkOptions(
                PortUse.PER_CONNECTION, udpPort, bindAddresses, loopback, advertise, localNames, addressWatch);
    }

    /** On this port. */
    public NetworkOptions withUdpPort(int port) {
        return new NetworkOptions(portUse, port, bindAddresses, loopback, advertise, localNames, addressWatch);
    }

    /** On these addresses. */
    public NetworkOptions withBindAddresses(InetAddress... addresses) {
        return new NetworkOptions(portUse, udpPort, List.of(addresses), loopback, advertise, localNames, addressWatch);
    }

    /** With loopback candidates too. */
    public NetworkOptions withLoopback() {
        return new NetworkOptions(portUse, udpPort, bindAddresses, true, advertise, localNames, addressWatch);
    }

    /** With these public addresses. */
    public NetworkOptions withAdvertise(InetSocketAddress... addresses) {
        return new NetworkOptions(
                portUse, udpPort, bindAddresses, loopback, List.of(addresses), localNames, addressWatch);
    }

    /** With this use of multicast DNS. */
    public NetworkOptions withLocalNames(LocalNames use) {
        return new NetworkOptions(portUse, udpPort, bindAddresses, loopback, advertise, use, addressWatch);
    }

    /** With an ICE restart when the machine's addresses change under a connection; they are looked at every two seconds. */
    public NetworkOptions withIceRestartOnNetworkChange() {
        return withAddressWatch(USUAL_WATCH);
    }

    /** With a look at the machine's addresses that often. */
    public NetworkOptions withAddressWatch(Duration interval) {
        return new NetworkOptions(portUse, udpPort, bindAddresses, loopback, advertise, localNames, interval);
    }
}
