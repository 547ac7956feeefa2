package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.MalformedStunException;
import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunMethod;
import io.github.datachannel4j.ice.stun.StunWriter;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An address on a TURN server (RFC 8656), reached through a socket or a connection of its own, and used by one agent. */
final class TurnAllocation implements LocalPath {
    private static final long REQUESTED_TRANSPORT_UDP = 17L << 24;

    /** So long before the server would end the allocation, it is refreshed. */
    private static final long REFRESH_AHEAD_SECONDS = 60;

    private static final long LIFETIME_DEFAULT_SECONDS = 600;

    /** Which relayed address to ask for (RFC 8656 §7.1). */
    enum Family {
        /** What the server gives: IPv4, by default. */
        ANY,
        IPV6
    }

    private static final long REQUESTED_FAMILY_IPV6 = 2L << 24;

    /** Hears of the allocation, once. */
    interface Listener {
        void onAllocated(TurnAllocation path, InetSocketAddress mapped);

        void onFailed(TurnAllocation path, TurnRequests.Failure failure);
    }

    private final SessionContext context;
    private final UdpPort port;
    private final TurnServer server;
    private final Family family;
    private final DatagramReceiver receiver;
    private final Listener listener;
    private final TurnTransport transport;
    private final StunTransactions transactions = new StunTransactions();
    private final TurnRequests requests;
    private final TurnPeers peers;

    /** The peers that have shown that they know the credentials: only their data is passed on. */
    private final Set<InetSocketAddress> claimed = new HashSet<>();

    private @Nullable InetSocketAddress relayed; // null until the server has given it
    private @Nullable ScheduledFuture<?> refresh; // null like relayed
    private boolean closed;

    /** Who uses an allocation: the agent, behind the port that sorts out what comes. */
    record User(
            SessionContext context, UdpPort port, DatagramReceiver receiver, ServerRoutes routes, ServerTally tally) {}

    /**
     * Opens the socket; nothing is sent before {@link #start}.
     *
     * @throws PortUnavailableException if there is no socket to be had
     */
    TurnAllocation(User user, TurnServer server, Family family, Listener listener) {
        context = user.context();
        port = user.port();
        receiver = user.receiver();
        this.server = server;
        this.family = family;
        this.listener = listener;
        transport = server.transport() == IceStats.ServerTransport.UDP
                ? new TurnOverUdp(context, server.address(), user.routes())
                : new TurnOverTcp(context, server, user.routes());
        requests = new TurnRequests(user, transactions, transport, server);
        peers = new TurnPeers(
                context.loop(), requests, (bytes, length) -> transport.send(bytes, 0, length, server.address()));
    }

    void start() {
        transport.open(new TurnTransport.Listener() {
            @Override
            public void onOpen() {
                allocate();
            }

            @Override
            public void onMessage(byte[] bytes, int offset, int length) {
                receive(bytes, offset, length);
            }

            @Override
            public void onLost(IceServerFailure failure, String reason) {
                lose(failure, reason);
            }
        });
    }

    private void allocate() {
        requests.send(StunMethod.ALLOCATE, this::allocateAttributes, new TurnRequests.Result() {
            @Override
            public void onSuccess(StunMessage response) {
                onAllocated(response);
            }

            @Override
            public void onFailed(TurnRequests.Failure failure) {
                fail(failure);
            }
        });
    }

    private StunWriter allocateAttributes(StunWriter writer) {
        writer.number32(StunAttribute.REQUESTED_TRANSPORT, REQUESTED_TRANSPORT_UDP);
        return family == Family.ANY
                ? writer
                : writer.number32(StunAttribute.REQUESTED_ADDRESS_FAMILY, REQUESTED_FAMILY_IPV6);
    }

    private void fail(TurnRequests.Failure failure) {
        if (!closed) {
            close();
            listener.onFailed(this, failure);
        }
    }

    /** The connection to the server is gone, and with it the allocation (RFC 8656 §7.3). */
    private void lose(IceServerFailure failure, String reason) {
        if (relayed == null) {
            fail(TurnRequests.Failure.unreachable(failure, unreachable(reason)));
        } else if (!closed) {
            relayLost();
        }
    }

    /** That nothing has come of it in time. */
    ServerError silence() {
        return transport.wasConnected()
                ? ServerError.unreachable(IceServerFailure.NO_ANSWER, "the TURN server did not answer")
                : ServerError.unreachable(IceServerFailure.NOT_CONNECTED, unreachable("not connected in time"));
    }

    private String unreachable(String reason) {
        return switch (server.transport()) {
            case UDP -> "the TURN server cannot be reached over UDP: " + reason;
            case TCP -> "the TURN server cannot be reached over TCP: " + reason;
            case TLS -> "the TURN server cannot be reached over TLS: " + reason;
        };
    }

    private void relayLost() {
        close();
        receiver.onPathLost(this);
    }

    private void onAllocated(StunMessage response) {
        relayed = response.xorAddress(StunAttribute.XOR_RELAYED_ADDRESS);
        InetSocketAddress mapped = response.xorAddress(StunAttribute.XOR_MAPPED_ADDRESS);
        if (relayed == null || mapped == null) {
            relayed = null;
            fail(TurnRequests.Failure.unreachable(
                    IceServerFailure.ANSWER_UNUSABLE, "the TURN server's answer has no relayed or no mapped address"));
            return;
        }
        refreshAfter(response.number32(StunAttribute.LIFETIME));
        listener.onAllocated(this, mapped);
    }

    private void refreshAfter(long lifetimeSeconds) {
        refresh = context.loop().schedule(this::refresh, refreshDelaySeconds(lifetimeSeconds), TimeUnit.SECONDS);
    }

    /**
     * Never at once, or a server that says nonsense would be asked without a pause.
     *
     * @param lifetimeSeconds that the server has granted, or -1 if it has not said
     */
    static long refreshDelaySeconds(long lifetimeSeconds) {
        long lifetime = lifetimeSeconds <= 0 ? LIFETIME_DEFAULT_SECONDS : lifetimeSeconds;
        return Math.max(lifetime - REFRESH_AHEAD_SECONDS, Math.ceilDiv(lifetime, 2));
    }

    private void refresh() {
        // Without attributes of its own, it asks for the server's default lifetime.
        requests.send(StunMethod.REFRESH, writer -> writer, new TurnRequests.Result() {
            @Override
            public void onSuccess(StunMessage response) {
                refreshAfter(response.number32(StunAttribute.LIFETIME));
            }

            @Override
            public void onFailed(TurnRequests.Failure failure) {
                relayLost();
            }
        });
    }

    /** The address on this machine that the server is reached from, or null before there is one. */
    @Nullable
    InetSocketAddress socketAddress() {
        return transport.localAddress();
    }

    @Override
    public CandidateType type() {
        return CandidateType.RELAY;
    }

    @Override
    public InetSocketAddress address() {
        return Objects.requireNonNull(relayed, "a relay is used only after it was allocated");
    }

    @Override
    public void send(byte[] bytes, int offset, int length, InetSocketAddress remote) {
        if (!closed) {
            peers.send(bytes, offset, length, remote);
        }
    }

    @Override
    public @Nullable DatagramReceiver receiver(InetSocketAddress remote) {
        return claimed.contains(remote) ? receiver : null;
    }

    /** A relay has one agent; the claims of that one say which peers it has recognized, and it bounds their number. */
    @Override
    public void claimIfFree(InetSocketAddress remote, DatagramReceiver claimant) {
        claimed.add(remote);
    }

    @Override
    public void claim(InetSocketAddress remote, DatagramReceiver claimant) {
        claimed.add(remote);
    }

    @Override
    public void release(InetSocketAddress remote, DatagramReceiver claimant) {
        claimed.remove(remote);
    }

    private void receive(byte[] bytes, int offset, int length) {
        if (closed) {
            return;
        }
        if (StunMessage.isStun(bytes[offset])) {
            onStun(bytes, offset, length);
            return;
        }
        TurnChannelData data = TurnChannelData.parse(bytes, offset, length);
        InetSocketAddress peer = data == null ? null : peers.peerOf(data.channel());
        if (data == null || peer == null) {
            context.counters().datagramsUnroutable.increment();
        } else {
            deliver(peer, bytes, data.dataOffset(), data.dataLength());
        }
    }

    private void onStun(byte[] bytes, int offset, int length) {
        StunMessage message;
        try {
            message = StunMessage.parse(bytes, offset, length);
        } catch (MalformedStunException e) {
            context.counters().stunMalformed.increment();
            return;
        }
        if (message.messageClass() == StunClass.INDICATION) {
            InetSocketAddress peer = message.xorAddress(StunAttribute.XOR_PEER_ADDRESS);
            byte[] data = message.value(StunAttribute.DATA);
            if (message.method() == StunMethod.DATA && peer != null && data != null) {
                deliver(peer, data, 0, data.length);
            }
        } else {
            transactions.onResponse(transport, server.address(), message);
        }
    }

    private void deliver(InetSocketAddress peer, byte[] bytes, int offset, int length) {
        if (length > 0 && relayed != null) {
            port.dispatch(this, peer, bytes, offset, length);
        }
    }

    /** Gives the relay back to the server and ends the connection to it. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (refresh != null) {
            refresh.cancel(false);
        }
        if (relayed != null) {
            requests.sendAndForget(StunMethod.REFRESH, writer -> writer.number32(StunAttribute.LIFETIME, 0));
        }
        peers.close();
        requests.close();
        transport.close();
    }
}
