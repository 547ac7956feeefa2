package io.github.datachannel4j.ice;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/** Which of a server's addresses this machine has a way to. */
final class ServerRoutes {
    private ServerRoutes() {}

    /** The first IPv4 and the first IPv6 address that there is a route to: each family gives a relay of its own. */
    static List<InetSocketAddress> oneOfEachFamily(List<InetAddress> addresses, int port) {
        List<InetSocketAddress> chosen = new ArrayList<>();
        for (boolean ipv6 : new boolean[] {false, true}) {
            addresses.stream()
                    .filter(address -> address instanceof Inet6Address == ipv6)
                    .map(address -> new InetSocketAddress(address, port))
                    .filter(ServerRoutes::exists)
                    .findFirst()
                    .ifPresent(chosen::add);
        }
        return chosen;
    }

    /** The kernel says so when a UDP socket is connected, without a packet. */
    private static boolean exists(InetSocketAddress remote) {
        StandardProtocolFamily family = remote.getAddress() instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET;
        try (DatagramChannel probe = DatagramChannel.open(family)) {
            probe.connect(remote);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
