package io.github.datachannel4j.peerconnection;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Which sockets are used and what the peer is told about them.
 *
 * @param portUse whether the connections of a factory share a port
 * @param udpPort the UDP port, or 0 for a free one
 * @param bindAddresses the addresses to bind; empty for all interfaces. STUN and TURN servers are asked from these alone
 * @param loopback whether loopback addresses are candidates, which only peers on the same machine can use
 * @param advertise the public addresses before a one-to-one NAT or port mappings, told to the peer in place of the host candidates of the
 *     same family; port 0 stands for the bound port; 16 at most
 * @param localNames what multicast DNS is used for; {@link LocalNames#RESOLVE} by default
 * @param addressWatch how often to look whether the machine's addresses have changed, from 100 ms up, or zero for never, the default. A
 *     change under a connection asks for an ICE restart: {@code negotiationneeded} comes, as if {@link PeerConnection#restartIce} had been
 *     called
 * @param addressFilter which addresses are used when {@code bindAddresses} is empty: gets the name of the interface, such as
 *     {@code eth0}, and the address; all of them if not set. Servers are asked from these alone, too. A filter decides where packets come
 *     from; by which interface they leave is a matter of the system's routes
 * @param ownPorts from which a port for each connection is taken, when a firewall lets only some through, and one more for each relay that
 *     it asks for over UDP
 * @param readers how many event loops read a shared port, 1 to 64; more than 1 needs SO_REUSEPORT and pays only when reading is what
 *     keeps one core busy, since a datagram that another loop must handle is copied and wakes that loop
 * @param iceLite whether connections only answer connectivity checks (RFC 8445 §2.5), for a server that every peer can reach at its
 *     host candidates: a connect costs it a fraction. The peer must have a full agent, as browsers do
 * @param tcp ICE over TCP, for networks that drop UDP; {@link TcpOptions#off} by default
 */
public record NetworkOptions(
        PortUse portUse,
        int udpPort,
        List<InetAddress> bindAddresses,
        boolean loopback,
        List<InetSocketAddress> advertise,
        LocalNames localNames,
        Duration addressWatch,
        BiPredicate<String, InetAddress> addressFilter,
        PortRange ownPorts,
        int readers,
        boolean iceLite,
        TcpOptions tcp) {
    private static final int PORT_MAX = 65535;
    private static final int READERS_MAX = 64;
    private static final int ADVERTISED_MAX = 16;

    private static final Duration LEAST_WATCH = Duration.ofMillis(100);
    private static final Duration USUAL_WATCH = Duration.ofSeconds(2);

    private static final NetworkOptions DEFAULTS = new NetworkOptions(
            PortUse.SHARED,
            0,
            List.of(),
            false,
            List.of(),
            LocalNames.RESOLVE,
            Duration.ZERO,
            (name, address) -> true,
            PortRange.ANY,
            1,
            false,
            TcpOptions.off());

    /** What multicast DNS (RFC 6762) is used for: browsers put names that end in {@code .local} in place of their addresses. */
    public enum LocalNames {
        /** Nothing. A browser is still found if it can reach us. */
        IGNORE,
        /**
         * Names of peers are asked for on the links of the bound addresses, but only if the peer has not reached us a tenth of a second
         * after its candidate: so a server on the Internet sends nothing, and two machines of one link find each other.
         */
        RESOLVE,
        /**
         * Our own addresses are hidden behind such names, too, in the candidates of UDP and of TCP; peers beyond the link then need a STUN
         * or TURN server. Not while addresses are advertised, as those are meant to be known.
         */
        RESOLVE_AND_HIDE
    }

    /** Whether the connections of a factory share a port. */
    public enum PortUse {
        /** One port for all, as a server behind a firewall wants it. Between two shared ports there can be only one connection. */
        SHARED,
        /** A port for each connection, as browsers and clients have it. A connection without a factory has its own anyway. */
        PER_CONNECTION
    }

    /**
     * UDP ports, both ends included.
     *
     * @param first the least, or 0 for any free port
     * @param last the greatest, or 0 for any free port
     */
    public record PortRange(int first, int last) {
        /** Whatever the system gives. */
        public static final PortRange ANY = new PortRange(0, 0);

        /** Checks the ports. */
        public PortRange {
            boolean any = first == 0 && last == 0;
            if (!any && (first < 1 || last > PORT_MAX || first > last)) {
                throw range("not a range of UDP ports: " + first + " to " + last);
            }
        }
    }

    /** Checks the ports and the addresses. */
    public NetworkOptions {
        if (udpPort < 0 || udpPort > PORT_MAX) {
            throw range("udpPort must be 0 to 65535, not " + udpPort);
        }
        if (portUse == PortUse.PER_CONNECTION && udpPort != 0) {
            throw WebRtcException.type("connections with a port each cannot all have port " + udpPort);
        }
        if (!addressWatch.isZero() && addressWatch.compareTo(LEAST_WATCH) < 0) {
            throw range("addressWatch must be zero or at least 100 ms, not " + addressWatch);
        }
        bindAddresses = List.copyOf(bindAddresses);
        advertise = List.copyOf(advertise);
        if (advertise.size() > ADVERTISED_MAX) {
            throw range("at most " + ADVERTISED_MAX + " addresses can be advertised, not " + advertise.size());
        }
        if (advertise.stream().anyMatch(InetSocketAddress::isUnresolved)) {
            throw WebRtcException.type("an IP address can be advertised, not a name: " + advertise);
        }
        if (readers < 1 || readers > READERS_MAX) {
            throw range("readers must be 1 to " + READERS_MAX + ", not " + readers);
        }
    }

    private static WebRtcException range(String message) {
        return new WebRtcException(WebRtcErrorName.RANGE_ERROR, message);
    }

    /** A free port on all interfaces, without loopback. */
    public static NetworkOptions defaults() {
        return DEFAULTS;
    }

    /** A free port on the loopback interface alone, for peers in one machine and for tests. */
    public static NetworkOptions loopbackOnly() {
        return DEFAULTS.withLoopback().withBindAddresses(InetAddress.getLoopbackAddress());
    }

    /** With a port for each connection. */
    public NetworkOptions withPortPerConnection() {
        return changed(draft -> draft.portUse = PortUse.PER_CONNECTION);
    }

    /** With a port for each connection, from this range. */
    public NetworkOptions withPortPerConnection(PortRange range) {
        return withPortPerConnection().changed(draft -> draft.ownPorts = range);
    }

    /** On this port. */
    public NetworkOptions withUdpPort(int port) {
        return changed(draft -> draft.udpPort = port);
    }

    /** On these addresses. */
    public NetworkOptions withBindAddresses(InetAddress... addresses) {
        return changed(draft -> draft.bindAddresses = List.of(addresses));
    }

    /** With loopback candidates too. */
    public NetworkOptions withLoopback() {
        return changed(draft -> draft.loopback = true);
    }

    /** With these public addresses. */
    public NetworkOptions withAdvertise(InetSocketAddress... addresses) {
        return changed(draft -> draft.advertise = List.of(addresses));
    }

    /** With this use of multicast DNS. */
    public NetworkOptions withLocalNames(LocalNames use) {
        return changed(draft -> draft.localNames = use);
    }

    /** With an ICE restart when the machine's addresses change under a connection; they are looked at every two seconds. */
    public NetworkOptions withIceRestartOnNetworkChange() {
        return withAddressWatch(USUAL_WATCH);
    }

    /** With a look at the machine's addresses that often. */
    public NetworkOptions withAddressWatch(Duration interval) {
        return changed(draft -> draft.addressWatch = interval);
    }

    /** On the addresses that this filter and those set before admit. */
    public NetworkOptions withAddressFilter(BiPredicate<String, InetAddress> filter) {
        return changed(draft -> draft.addressFilter = addressFilter.and(filter));
    }

    /** On IPv4 addresses only. */
    public NetworkOptions withIpv4Only() {
        return withAddressFilter((name, address) -> address instanceof Inet4Address);
    }

    /** On IPv6 addresses only. */
    public NetworkOptions withIpv6Only() {
        return withAddressFilter((name, address) -> address instanceof Inet6Address);
    }

    /** With so many event loops that read a shared port. */
    public NetworkOptions withReaders(int count) {
        return changed(draft -> draft.readers = count);
    }

    /** As the lite side of ICE. */
    public NetworkOptions withIceLite() {
        return changed(draft -> draft.iceLite = true);
    }

    /** With this use of TCP. */
    public NetworkOptions withTcp(TcpOptions use) {
        return changed(draft -> draft.tcp = use);
    }

    private NetworkOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finish();
    }

    /** The options while one of them is changed. */
    private static final class Draft {
        private PortUse portUse;
        private int udpPort;
        private List<InetAddress> bindAddresses;
        private boolean loopback;
        private List<InetSocketAddress> advertise;
        private LocalNames localNames;
        private Duration addressWatch;
        private BiPredicate<String, InetAddress> addressFilter;
        private PortRange ownPorts;
        private int readers;
        private boolean iceLite;
        private TcpOptions tcp;

        Draft(NetworkOptions from) {
            portUse = from.portUse;
            udpPort = from.udpPort;
            bindAddresses = from.bindAddresses;
            loopback = from.loopback;
            advertise = from.advertise;
            localNames = from.localNames;
            addressWatch = from.addressWatch;
            addressFilter = from.addressFilter;
            ownPorts = from.ownPorts;
            readers = from.readers;
            iceLite = from.iceLite;
            tcp = from.tcp;
        }

        NetworkOptions finish() {
            return new NetworkOptions(
                    portUse,
                    udpPort,
                    bindAddresses,
                    loopback,
                    advertise,
                    localNames,
                    addressWatch,
                    addressFilter,
                    ownPorts,
                    readers,
                    iceLite,
                    tcp);
        }
    }
}
