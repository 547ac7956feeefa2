package io.github.datachannel4j.ice;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The addresses of this machine that a port is bound to. */
final class LocalAddresses {
    /** More than a machine that talks to browsers needs; container hosts can have thousands of them. */
    private static final int ADDRESSES_MAX = 16;

    private LocalAddresses() {}

    /** What the configuration asks for; wildcards in it stand for all addresses of their machine. */
    static List<InetAddress> select(IceNetworkConfig config) {
        Set<InetAddress> selected = new LinkedHashSet<>();
        for (InetAddress address : config.bindAddresses()) {
            if (!address.isAnyLocalAddress()) {
                selected.add(address);
            }
        }
        if (usesAll(config)) {
            selected.addAll(admitted(ofMachine(config.reachability().filter()), config));
        }
        return selected.stream().limit(ADDRESSES_MAX).toList();
    }

    /** IPv4 before IPv6 and loopback last: the order of preference. */
    static List<InetAddress> admitted(List<InetAddress> machine, IceNetworkConfig config) {
        List<InetAddress> admitted = new ArrayList<>();
        for (InetAddress address : machine) {
            if (!address.isLoopbackAddress() && (config.linkLocal() || !address.isLinkLocalAddress())) {
                admitted.add(address);
            }
        }
        // RFC 8445 §5.1.1.1 leaves loopback out; alone on a machine, it is the only way to connect at all.
        if (config.loopback() || admitted.isEmpty()) {
            machine.stream().filter(InetAddress::isLoopbackAddress).forEach(admitted::add);
        }
        admitted.sort(Comparator.comparing(InetAddress::isLoopbackAddress)
                .thenComparing(address -> !(address instanceof Inet4Address)));
        return admitted;
    }

    /** Which option leaves an address of this machine out, and what to change; as the end of a sentence that names the address. */
    static String whyUnused(InetAddress address, IceNetworkConfig config) {
        if (!usesAll(config)) {
            return "which is not among the addresses to bind: bind it, too";
        }
        if (!config.reachability().filter().admits(interfaceOf(address), address)) {
            return "which the address filter leaves out: admit it, or give a server that the admitted addresses reach";
        }
        if (address.isLoopbackAddress() && !config.loopback()) {
            return "and loopback addresses are not used: switch them on";
        }
        if (address.isLinkLocalAddress() && !config.linkLocal()) {
            return "and link-local addresses are not used: switch them on";
        }
        return "which has no port at present: it has just come, or is not among the first " + ADDRESSES_MAX
                + " of this machine; to bind it explicitly helps";
    }

    private static boolean usesAll(IceNetworkConfig config) {
        return config.bindAddresses().isEmpty()
                || config.bindAddresses().stream().anyMatch(InetAddress::isAnyLocalAddress);
    }

    /** Empty if it has just gone. */
    private static String interfaceOf(InetAddress address) {
        try {
            NetworkInterface networkInterface = NetworkInterface.getByInetAddress(address);
            return networkInterface == null ? "" : networkInterface.getName();
        } catch (SocketException e) {
            return "";
        }
    }

    private static List<InetAddress> ofMachine(AddressFilter filter) {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(LocalAddresses::isUp)
                    .flatMap(each -> each.inetAddresses().filter(address -> filter.admits(each.getName(), address)))
                    .filter(LocalAddresses::isUsable)
                    .toList();
        } catch (SocketException e) {
            throw new UncheckedIOException("cannot list the network interfaces of this machine", e);
        }
    }

    /** An interface can list addresses that cannot be bound: IPv6 ones whose uniqueness is still to be shown. */
    private static boolean isUsable(InetAddress address) {
        try (DatagramSocket probe = new DatagramSocket(0, address)) {
            return probe.isBound();
        } catch (SocketException e) {
            // Without file descriptors nothing can be bound; then the port's own attempt gives the reason.
            return !(e instanceof BindException);
        }
    }

    private static boolean isUp(NetworkInterface networkInterface) {
        try {
            return networkInterface.isUp();
        } catch (SocketException e) {
            return false;
        }
    }
}
