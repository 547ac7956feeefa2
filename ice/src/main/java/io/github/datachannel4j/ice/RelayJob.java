package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunMessage;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One relay from one TURN server: asked for, and asked for again where another server, another port of ours or another
 * address family may bring it. Owns the allocation that comes of it.
 */
final class RelayJob implements Gatherer.Job, TurnAllocation.Listener {
    /** The first, and some more for servers that send us on: RFC 8489 §10 warns of loops. */
    private static final int ATTEMPTS_MAX = 5;

    /** Hears the outcome, once. */
    interface Owner {
        void onRelay(RelayJob job, TurnAllocation path, InetSocketAddress mapped);

        void onNoRelay(RelayJob job, IceCandidateError error);
    }

    private final TurnAllocation.User user;
    private final IceServerUrl url;
    private final Owner owner;
    private final Set<InetSocketAddress> servers = new HashSet<>();
    private TurnServer server;
    private TurnAllocation.Family family;
    private int attempts;
    private @Nullable TurnAllocation allocation; // null before the start, or if there was no socket

    RelayJob(TurnAllocation.User user, IceServerUrl url, TurnServer server, Owner owner) {
        // Who reaches the server over IPv6 may have nothing else.
        this(
                user,
                url,
                server,
                server.address().getAddress() instanceof Inet6Address
                        ? TurnAllocation.Family.IPV6
                        : TurnAllocation.Family.ANY,
                owner);
    }

    private RelayJob(
            TurnAllocation.User user, IceServerUrl url, TurnServer server, TurnAllocation.Family family, Owner owner) {
        this.user = user;
        this.url = url;
        this.server = server;
        this.family = family;
        this.owner = owner;
    }

    /** Asks the same server for the address that it gives to all: an IPv4 one (RFC 8656 §7.2). */
    RelayJob forIpv4() {
        return new RelayJob(user, url, server, TurnAllocation.Family.ANY, owner);
    }

    IceServerUrl url() {
        return url;
    }

    void start() {
        attempts++;
        servers.add(server.address());
        try {
            TurnAllocation opened = new TurnAllocation(user, server, family, this);
            allocation = opened;
            opened.start();
        } catch (PortUnavailableException e) {
            allocation = null;
            report(
                    e.getCause() instanceof NoRouteToHostException
                            ? user.routes().noneTo(List.of(server.address()))
                            : ServerError.unreachable(
                                    IceServerFailure.NO_PORT, Objects.requireNonNullElse(e.getMessage(), "no port")));
        }
    }

    @Override
    public void onAllocated(TurnAllocation path, InetSocketAddress mapped) {
        owner.onRelay(this, path, mapped);
    }

    @Override
    public void onFailed(TurnAllocation path, TurnRequests.Failure failure) {
        if (attempts < ATTEMPTS_MAX && canAskOtherwise(failure)) {
            start();
        } else {
            report(failure.error());
        }
    }

    private boolean canAskOtherwise(TurnRequests.Failure failure) {
        return switch (failure.error().code()) {
            case TurnErrors.TRY_ALTERNATE -> followTo(failure.response());
            // RFC 8656 §7.4: the server still has an allocation of an earlier user of our port.
            // The next port is another.
            case TurnErrors.ALLOCATION_MISMATCH -> true;
            case TurnErrors.ADDRESS_FAMILY_NOT_SUPPORTED -> {
                boolean wasAsked = family != TurnAllocation.Family.ANY;
                family = TurnAllocation.Family.ANY;
                yield wasAsked;
            }
            default -> false;
        };
    }

    private boolean followTo(@Nullable StunMessage response) {
        if (response == null) {
            return false;
        }
        InetSocketAddress alternate = response.plainAddress(StunAttribute.ALTERNATE_SERVER);
        if (alternate == null
                || alternate.getPort() == 0
                || alternate.getAddress().isAnyLocalAddress()
                || alternate.getAddress().isMulticastAddress()
                || servers.contains(alternate)) {
            return false;
        }
        server = server.alternate(alternate, response.text(StunAttribute.ALTERNATE_DOMAIN));
        return true;
    }

    @Override
    public void giveUp() {
        // There is an allocation as long as this waits for one.
        IceCandidateError error = error(Objects.requireNonNull(allocation).silence());
        abandon();
        owner.onNoRelay(this, error);
    }

    /** Ends the allocation, too, if there is one. */
    @Override
    public void abandon() {
        if (allocation != null) {
            allocation.close();
        }
    }

    private void report(ServerError error) {
        owner.onNoRelay(this, error(error));
    }

    private IceCandidateError error(ServerError error) {
        InetSocketAddress from = allocation == null ? null : allocation.socketAddress();
        return IceCandidateError.of(url, from, error);
    }
}
