package io.github.datachannel4j.ice;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts what comes from each network, for limits that one peer must not evade: an IPv4 address counts by itself, an IPv6
 * address as its /64, all of which one host can have to itself (RFC 8273). Holds a network only as long as its count
 * is not 0. Not thread-safe.
 */
public final class CountsByNetwork {
    /** The network part of an IPv6 address (RFC 4291 §2.5.1). */
    private static final int IPV6_PREFIX_BYTES = 8;

    private final Map<InetAddress, Integer> counts = new HashMap<>();

    /** Nothing is counted yet. */
    public CountsByNetwork() {}

    /** The count of the network of this address. */
    public int of(InetAddress address) {
        return counts.getOrDefault(network(address), 0);
    }

    /** One more. */
    public void add(InetAddress address) {
        counts.merge(network(address), 1, Integer::sum);
    }

    /** One less; none stays none. */
    public void remove(InetAddress address) {
        counts.computeIfPresent(network(address), (network, count) -> count == 1 ? null : count - 1);
    }

    /** All counts are 0. */
    public void clear() {
        counts.clear();
    }

    /** How many networks are held. */
    int size() {
        return counts.size();
    }

    private static InetAddress network(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length > IPV6_PREFIX_BYTES) {
            Arrays.fill(bytes, IPV6_PREFIX_BYTES, bytes.length, (byte) 0);
        }
        return LiteralAddress.of(bytes);
    }
}
