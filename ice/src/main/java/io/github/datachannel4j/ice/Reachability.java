package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.IceNetworkConfig.AdvertisedAddress;
import java.util.List;

/**
 * How peers can reach the ports of an {@link IceNetwork}: which addresses they are bound to, and what peers are told.
 *
 * @param advertised replaces the host candidates' addresses of the same family, one candidate for each of them; empty to
 *     tell the addresses as they are
 * @param filter which addresses of the machine are bound, when the configuration does not name them. No other address speaks to
 *     anybody, STUN and TURN servers included. It decides where packets come from; by which interface they leave is a
 *     matter of the kernel's routes
 * @param ports from which the agents' own UDP ports are taken: one for each agent, unless they share one, and one for
 *     each relay that an agent asks for over UDP
 * @param readersPerAddress how many loops read a shared port, 1 to 64, each through a socket of its own on the same
 *     address (SO_REUSEPORT). More than 1 spreads the reading of a busy port; the kernel then chooses the socket by the
 *     peer's address, and what belongs to an agent of another loop is handed over to it. 1 by default, since that costs
 *     a copy and a wake-up for each datagram
 */
public record Reachability(
        List<AdvertisedAddress> advertised, AddressFilter filter, PortRange ports, int readersPerAddress) {
    /** More loops than a machine that is worth it has cores. */
    private static final int READERS_MAX = 64;

    /** More than the ways into one site; each costs every peer a candidate and a check. */
    private static final int ADVERTISED_MAX = 16;

    private static final Reachability DEFAULTS = new Reachability(List.of(), AddressFilter.ALL, PortRange.ANY, 1);

    public Reachability {
        advertised = List.copyOf(advertised);
        if (advertised.size() > ADVERTISED_MAX) {
            throw new IllegalArgumentException(
                    "at most " + ADVERTISED_MAX + " addresses can be advertised, not " + advertised.size());
        }
        if (readersPerAddress < 1 || readersPerAddress > READERS_MAX) {
            throw new IllegalArgumentException(
                    "readersPerAddress must be 1 to " + READERS_MAX + ", not " + readersPerAddress);
        }
    }

    /** Every address, told as it is; any free port; one reader. */
    public static Reachability defaults() {
        return DEFAULTS;
    }

    /** The same with the addresses that peers are told instead of ours. */
    public Reachability withAdvertised(List<AdvertisedAddress> addresses) {
        return new Reachability(addresses, filter, ports, readersPerAddress);
    }

    /** The same on the addresses that the filter admits. */
    public Reachability withFilter(AddressFilter newFilter) {
        return new Reachability(advertised, newFilter, ports, readersPerAddress);
    }

    /** The same with the agents' own ports from this range. */
    public Reachability withPorts(PortRange range) {
        return new Reachability(advertised, filter, range, readersPerAddress);
    }

    /** The same with so many loops that read each address of a shared port. */
    public Reachability withReadersPerAddress(int count) {
        return new Reachability(advertised, filter, ports, count);
    }
}
