package io.github.datachannel4j.ice;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Which UDP ports an {@link IceNetwork} opens, and what it tells peers about them.
 *
 * @param portPolicy one port for all agents, or one for each
 * @param port the UDP port, or 0 for any free one
 * @param bindAddresses the addresses to bind; empty means every address of the machine that the two switches and the
 *     filter admit. Servers are asked from these alone
 * @param loopback whether loopback addresses are candidates. They are in any case when the machine has no others,
 *     since then nobody but a neighbour process can want to connect
 * @param linkLocal whether link-local addresses are candidates; most peers can't use them
 * @param reachability how peers reach the ports: filters, port ranges, and the addresses told to them
 * @param socketBufferBytes the kernel's buffer in either direction for each socket of a shared port
 * @param mdns what multicast DNS is used for
 * @param addressWatch how often to look whether the machine's addresses have changed; zero for never. Only without
 *     {@code bindAddresses}, as those that were asked for do not change
 * @param tcp ICE over TCP
 */
public record IceNetworkConfig(
        PortPolicy portPolicy,
        int port,
        List<InetAddress> bindAddresses,
        boolean loopback,
        boolean linkLocal,
        Reachability reachability,
        int socketBufferBytes,
        Mdns mdns,
        Duration addressWatch,
        IceTcpConfig tcp) {
    private static final int PORT_MAX = 65535;

    /** Room for some 3000 full datagrams, so that a busy moment of the loop does not lose any. */
    private static final int SOCKET_BUFFER_BYTES = 4 << 20;

    /**
     * What multicast DNS (RFC 6762) is used for. It never speaks on an interface without an address that is bound, and
     * not before a candidate with a {@code .local} name has come or been made.
     */
    public enum Mdns {
        /** Nothing: peers behind a name are found if they find us. */
        OFF,
        /** Names of peers are asked for, if the peers have not found us a tenth of a second later. */
        RESOLVE,
        /**
         * Our own host candidates, those of TCP included, have names instead of addresses, too, which only peers on the
         * same link can use. Nothing is hidden while addresses are advertised.
         */
        RESOLVE_AND_HIDE
    }

    /** Whether agents share a port. */
    public enum PortPolicy {
        /**
         * All agents use one port, as a server behind a firewall wants it. Two agents of one port cannot have the
         * same remote address, so two shared ports can have only one connection between them.
         */
        SHARED,
        /** Each agent opens a port of its own and closes it with itself, as browsers and clients do. */
        PER_AGENT
    }

    /**
     * Where peers reach this machine from outside, when a NAT maps that address to it one to one.
     *
     * @param port the port outside, or 0 if it is the same
     */
    public record AdvertisedAddress(String address, int port) {
        public AdvertisedAddress {
            checkPort(port);
            if (!LiteralAddress.isLiteral(address)) {
                throw new IllegalArgumentException("not an IP address to advertise: \"" + address + "\"");
            }
        }
    }

    public IceNetworkConfig {
        checkPort(port);
        bindAddresses = List.copyOf(bindAddresses);
        if (portPolicy == PortPolicy.PER_AGENT && port != 0) {
            throw new IllegalArgumentException("agents with a port each cannot all have port " + port);
        }
        if (socketBufferBytes <= 0) {
            throw new IllegalArgumentException("socketBufferBytes must be positive, not " + socketBufferBytes);
        }
        if (addressWatch.isNegative()) {
            throw new IllegalArgumentException("addressWatch must not be negative: " + addressWatch);
        }
    }

    /** One port for all, on every address but loopback and link-local ones. */
    public static IceNetworkConfig shared(int port) {
        return new IceNetworkConfig(
                PortPolicy.SHARED,
                port,
                List.of(),
                false,
                false,
                Reachability.defaults(),
                SOCKET_BUFFER_BYTES,
                Mdns.RESOLVE,
                Duration.ZERO,
                IceTcpConfig.off());
    }

    /** A free port for each agent, on every address but loopback and link-local ones. */
    public static IceNetworkConfig perAgent() {
        return new IceNetworkConfig(
                PortPolicy.PER_AGENT,
                0,
                List.of(),
                false,
                false,
                Reachability.defaults(),
                SOCKET_BUFFER_BYTES,
                Mdns.RESOLVE,
                Duration.ZERO,
                IceTcpConfig.off());
    }

    /** The same on these addresses only. */
    public IceNetworkConfig withBindAddresses(List<InetAddress> addresses) {
        return new IceNetworkConfig(
                portPolicy,
                port,
                addresses,
                loopback,
                linkLocal,
                reachability,
                socketBufferBytes,
                mdns,
                addressWatch,
                tcp);
    }

    /** The same with loopback addresses, or without. */
    public IceNetworkConfig withLoopback(boolean enabled) {
        return new IceNetworkConfig(
                portPolicy,
                port,
                bindAddresses,
                enabled,
                linkLocal,
                reachability,
                socketBufferBytes,
                mdns,
                addressWatch,
                tcp);
    }

    /** The same with link-local addresses, or without. */
    public IceNetworkConfig withLinkLocal(boolean enabled) {
        return new IceNetworkConfig(
                portPolicy,
                port,
                bindAddresses,
                loopback,
                enabled,
                reachability,
                socketBufferBytes,
                mdns,
                addressWatch,
                tcp);
    }

    /** The same, reachable in this way. */
    public IceNetworkConfig withReachability(Reachability way) {
        return new IceNetworkConfig(
                portPolicy, port, bindAddresses, loopback, linkLocal, way, socketBufferBytes, mdns, addressWatch, tcp);
    }

    /** The same with socket buffers of this size. */
    public IceNetworkConfig withSocketBufferBytes(int bytes) {
        return new IceNetworkConfig(
                portPolicy, port, bindAddresses, loopback, linkLocal, reachability, bytes, mdns, addressWatch, tcp);
    }

    /** The same with this use of TCP. */
    public IceNetworkConfig withTcp(IceTcpConfig use) {
        return new IceNetworkConfig(
                portPolicy,
                port,
                bindAddresses,
                loopback,
                linkLocal,
                reachability,
                socketBufferBytes,
                mdns,
                addressWatch,
                use);
    }

    /** The same with this use of multicast DNS. */
    public IceNetworkConfig withMdns(Mdns use) {
        return new IceNetworkConfig(
                portPolicy,
                port,
                bindAddresses,
                loopback,
                linkLocal,
                reachability,
                socketBufferBytes,
                use,
                addressWatch,
                tcp);
    }

    /** The same with a look at the machine's addresses that often. */
    public IceNetworkConfig withAddressWatch(Duration interval) {
        return new IceNetworkConfig(
                portPolicy,
                port,
                bindAddresses,
                loopback,
                linkLocal,
                reachability,
                socketBufferBytes,
                mdns,
                interval,
                tcp);
    }

    private static void checkPort(int port) {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("not a UDP port: " + port);
        }
    }
}
