package io.github.datachannel4j.ice;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The interfaces on which multicast DNS may speak, and who is on their links. */
final class MdnsLinks {
    private final Map<NetworkInterface, Link> links;

    private MdnsLinks(Map<NetworkInterface, Link> links) {
        this.links = links;
    }

    /** Those with one of these addresses. */
    static MdnsLinks of(List<InetAddress> addresses) {
        Map<NetworkInterface, Link> found = new LinkedHashMap<>();
        for (InetAddress address : addresses) {
            try {
                NetworkInterface candidate = NetworkInterface.getByInetAddress(address);
                if (candidate == null) {
                    continue;
                }
                Link link = Link.of(candidate);
                if (link.maySpeak()) {
                    found.put(candidate, link);
                }
            } catch (SocketException e) {
                // It has gone since it was listed.
            }
        }
        return new MdnsLinks(found);
    }

    List<NetworkInterface> interfaces() {
        return List.copyOf(links.keySet());
    }

    /** RFC 6762 §11: what comes from beyond the link is not listened to. */
    boolean isOnLink(InetAddress source) {
        return links.values().stream().anyMatch(link -> link.hasNeighbour(source));
    }

    /**
     * What counts of an interface.
     *
     * @param kind whether it can multicast
     * @param subnets whose addresses are neighbours
     */
    record Link(Kind kind, List<Subnet> subnets) {
        /** Whether, and why, an interface can be spoken on. */
        enum Kind {
            DOWN,
            UNICAST_ONLY,
            MULTICAST,
            /** Linux does not call it a multicast interface, and multicasts on it all the same. */
            LOOPBACK
        }

        private static Link of(NetworkInterface from) throws SocketException {
            return new Link(
                    kind(from),
                    from.getInterfaceAddresses().stream().map(Subnet::of).toList());
        }

        private static Kind kind(NetworkInterface from) throws SocketException {
            if (!from.isUp()) {
                return Kind.DOWN;
            }
            if (from.isLoopback()) {
                return Kind.LOOPBACK;
            }
            return from.supportsMulticast() ? Kind.MULTICAST : Kind.UNICAST_ONLY;
        }

        boolean maySpeak() {
            return kind == Kind.MULTICAST || kind == Kind.LOOPBACK;
        }

        boolean hasNeighbour(InetAddress source) {
            return source.isLinkLocalAddress() || subnets.stream().anyMatch(subnet -> subnet.contains(source));
        }
    }

    /** The addresses that share so many bits with this one. */
    record Subnet(InetAddress address, int prefixBits) {
        private static Subnet of(InterfaceAddress local) {
            return new Subnet(local.getAddress(), local.getNetworkPrefixLength());
        }

        boolean contains(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            int wholeBytes = prefixBits / Byte.SIZE;
            if (ours.length != theirs.length || !Arrays.equals(ours, 0, wholeBytes, theirs, 0, wholeBytes)) {
                return false;
            }
            int ignoredBits = Byte.SIZE - prefixBits % Byte.SIZE;
            return ignoredBits == Byte.SIZE
                    || (ours[wholeBytes] & 0xFF) >> ignoredBits == (theirs[wholeBytes] & 0xFF) >> ignoredBits;
        }
    }
}
