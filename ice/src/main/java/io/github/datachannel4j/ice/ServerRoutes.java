package io.github.datachannel4j.ice;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From which of our addresses the servers are reached: only those that the configuration admits speak to anybody. */
final class ServerRoutes {
    private static final String NO_ROUTE = "no local address can reach the server's";

    private final IceNetworkConfig config;
    private final List<InetAddress> admitted;

    /** @param admitted our addresses, the preferred ones first */
    ServerRoutes(IceNetworkConfig config, List<InetAddress> admitted) {
        this.config = config;
        this.admitted = admitted;
    }

    /** Where the sockets towards servers take their ports from. */
    PortRange ports() {
        return config.reachability().ports();
    }

    /** The first IPv4 and the first IPv6 address that there is a route to: each family gives a relay of its own. */
    List<InetSocketAddress> oneOfEachFamily(List<InetSocketAddress> servers) {
        List<InetSocketAddress> chosen = new ArrayList<>();
        for (boolean ipv6 : new boolean[] {false, true}) {
            servers.stream()
                    .filter(server -> server.getAddress() instanceof Inet6Address == ipv6)
                    .filter(server -> localFor(server) != null)
                    .findFirst()
                    .ifPresent(chosen::add);
        }
        return chosen;
    }

    /**
     * The address to reach this server from.
     *
     * @throws PortUnavailableException saying why there is none
     */
    InetAddress local(InetSocketAddress server) {
        InetAddress local = localFor(server);
        if (local == null) {
            String reason = noneTo(List.of(server)).text();
            throw new PortUnavailableException(reason, new NoRouteToHostException(reason));
        }
        return local;
    }

    /** What the kernel would take if that is admitted, else the first one that has a way; null if none has. */
    private @Nullable InetAddress localFor(InetSocketAddress server) {
        InetAddress usual = source(null, server);
        if (usual != null && admitted.contains(usual)) {
            return usual;
        }
        for (InetAddress local : admitted) {
            if (canReach(local, server) && source(local, server) != null) {
                return local;
            }
        }
        return null;
    }

    /** Whether datagrams between these addresses can be, as far as their kinds tell. */
    static boolean canReach(InetAddress local, InetSocketAddress server) {
        InetAddress remote = server.getAddress();
        return local.getClass() == remote.getClass()
                && local.isLinkLocalAddress() == remote.isLinkLocalAddress()
                && (!local.isLoopbackAddress() || remote.isLoopbackAddress());
    }

    /** Why none of these can be reached, and what to change. */
    ServerError noneTo(List<InetSocketAddress> servers) {
        for (InetSocketAddress server : servers) {
            InetAddress usual = source(null, server);
            if (usual != null) {
                String reason = "the server would be reached from " + LiteralAddress.format(usual) + ", "
                        + LocalAddresses.whyUnused(usual, config);
                return ServerError.unreachable(IceServerFailure.ROUTE_NOT_ADMITTED, reason);
            }
        }
        return ServerError.unreachable(IceServerFailure.NO_ROUTE, NO_ROUTE);
    }

    /** From where the kernel would send: it says so when a UDP socket is connected, without a packet. Null without a route. */
    private static @Nullable InetAddress source(@Nullable InetAddress local, InetSocketAddress remote) {
        StandardProtocolFamily family = remote.getAddress() instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET;
        try (DatagramChannel probe = DatagramChannel.open(family)) {
            if (local != null) {
                probe.bind(new InetSocketAddress(local, 0));
            }
            probe.connect(remote);
            return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }
}
