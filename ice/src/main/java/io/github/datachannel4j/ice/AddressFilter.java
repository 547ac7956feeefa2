package io.github.datachannel4j.ice;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/** Which of the machine's addresses are used. Called whenever they are listed, on any thread. */
@FunctionalInterface
public interface AddressFilter {
    /** Every address. */
    AddressFilter ALL = (networkInterface, address) -> true;

    /** IPv4 only. */
    AddressFilter IPV4_ONLY = (networkInterface, address) -> address instanceof Inet4Address;

    /** IPv6 only. */
    AddressFilter IPV6_ONLY = (networkInterface, address) -> address instanceof Inet6Address;

    /**
     * Whether this address may be used.
     *
     * @param networkInterface the name of its interface, such as {@code eth0}
     */
    boolean admits(String networkInterface, InetAddress address);

    /** Only the addresses of these interfaces. */
    static AddressFilter onlyInterfaces(String... names) {
        Set<String> admitted = Set.of(names);
        return (networkInterface, address) -> admitted.contains(networkInterface);
    }

    /** No address of an interface whose name begins so, such as {@code docker} or {@code veth}. */
    static AddressFilter exceptInterfaces(String... prefixes) {
        List<String> refused = List.of(prefixes);
        return (networkInterface, address) -> refused.stream().noneMatch(networkInterface::startsWith);
    }

    /** What both admit. */
    default AddressFilter and(AddressFilter other) {
        return (networkInterface, address) ->
                admits(networkInterface, address) && other.admits(networkInterface, address);
    }
}
