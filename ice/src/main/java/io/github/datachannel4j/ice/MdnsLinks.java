package io.github.datachannel4j.ice;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The interfaces on which multicast DNS may speak, and who is on their links. */
final class MdnsLinks {
    private final List<NetworkInterface> interfaces;

    private MdnsLinks(List<NetworkInterface> interfaces) {
        this.interfaces = interfaces;
    }

    /** Those with one of these addresses. */
    static MdnsLinks of(List<InetAddress> addresses) {
        Set<NetworkInterface> found = new LinkedHashSet<>();
        for (InetAddress address : addresses) {
            try {
                NetworkInterface candidate = NetworkInterface.getByInetAddress(address);
                // Linux does not call loopback a multicast interface, and multicasts on it all the same.
                if (candidate != null
                        && candidate.isUp()
                        && (candidate.supportsMulticast() || candidate.isLoopback())) {
                    found.add(candidate);
                }
            } catch (SocketException e) {
                // It has gone since it was listed.
            }
        }
        return new MdnsLinks(List.copyOf(found));
    }

    List<NetworkInterface> interfaces() {
        return interfaces;
    }

    /** RFC 6762 §11: what comes from beyond the link is not listened to. */
    boolean isOnLink(InetAddress source) {
        return source.isLinkLocalAddress()
                || interfaces.stream()
                        .flatMap(each -> each.getInterfaceAddresses().stream())
                        .anyMatch(local -> isInSubnet(source.getAddress(), local));
    }

    private static boolean isInSubnet(byte[] source, InterfaceAddress local) {
        byte[] address = local.getAddress().getAddress();
        if (address.length != source.length) {
            return false;
        }
        int bits = local.getNetworkPrefixLength();
        int wholeBytes = bits / Byte.SIZE;
        if (!Arrays.equals(address, 0, wholeBytes, source, 0, wholeBytes)) {
            return false;
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || ((address[wholeBytes] ^ source[wholeBytes]) & (0xFF << (Byte.SIZE - rest)) & 0xFF) == 0;
    }
}
