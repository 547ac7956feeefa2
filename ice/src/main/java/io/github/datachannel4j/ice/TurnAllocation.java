package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.MalformedStunException;
import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunMethod;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An address on a TURN server (RFC 8656), reached through a UDP socket of its own: a server tells its clients apart by
 * their ports, so agents that share a port could not have one each.
 */
final class TurnAllocation implements LocalPath {
    private static final int SOCKET_BUFFER_BYTES = 256 << 10;
    private static final long REQUESTED_TRANSPORT_UDP = 17L << 24;

    /** So long before the server would end the allocation, it is refreshed. */
    private static final long REFRESH_AHEAD_SECONDS = 60;

    private static final long LIFETIME_DEFAULT_SECONDS = 600;
    private static final int NOT_ALLOCATED = IceCandidateError.SERVER_NOT_REACHABLE;

    /** A TURN server and who we are to it. */
    record Server(InetSocketAddress address, String username, String credential) {}

    /** Hears of the allocation, once. */
    interface Listener {
        void onAllocated(TurnAllocation path, InetSocketAddress mapped);

        void onFailed(int code, String reason);
    }

    private final SessionContext context;
    private final UdpPort port;
    private final Server server;
    private final DatagramReceiver receiver;
    private final Listener listener;
    private final UdpSocket socket;
    private final StunTransactions transactions = new StunTransactions();
    private final TurnRequests requests;
    private final TurnPeers peers;
    private @Nullable InetSocketAddress relayed; // null until the server has given it
    private @Nullable ScheduledFuture<?> refresh; // null like relayed
    private boolean closed;

    private TurnAllocation(
            SessionContext context, UdpPort port, Server server, DatagramReceiver receiver, Listener listener) {
        this.context = context;
        this.port = port;
        this.server = server;
        this.receiver = receiver;
        this.listener = listener;
        String any = server.address().getAddress() instanceof Inet4Address ? "0.0.0.0" : "::";
        socket = UdpSocket.bind(
                new InetSocketAddress(LiteralAddress.parse(any), 0),
                SOCKET_BUFFER_BYTES,
                context.loop(),
                context.counters(),
                this::onDatagram);
        requests = new TurnRequests(context, transactions, socket, server);
        peers = new TurnPeers(
                context.loop(), requests, (bytes, length) -> socket.send(bytes, 0, length, server.address()));
    }

    /**
     * Opens the socket; nothing is sent before {@link #start}.
     *
     * @throws PortUnavailableException if there is no socket to be had
     */
    static TurnAllocation open(
            SessionContext context, UdpPort port, Server server, DatagramReceiver receiver, Listener listener) {
        return new TurnAllocation(context, port, server, receiver, listener);
    }

    void start() {
        requests.send(
                StunMethod.ALLOCATE,
                writer -> writer.number32(StunAttribute.REQUESTED_TRANSPORT, REQUESTED_TRANSPORT_UDP),
                new TurnRequests.Result() {
                    @Override
                    public void onSuccess(StunMessage response) {
                        onAllocated(response);
                    }

                    @Override
                    public void onFailed(int code, String reason) {
                        listener.onFailed(code, reason);
                        close();
                    }
                });
    }

    private void onAllocated(StunMessage response) {
        relayed = response.xorAddress(StunAttribute.XOR_RELAYED_ADDRESS);
        InetSocketAddress mapped = response.xorAddress(StunAttribute.XOR_MAPPED_ADDRESS);
        if (relayed == null || mapped == null) {
            listener.onFailed(NOT_ALLOCATED, "the TURN server's answer has no relayed or no mapped address");
            close();
            return;
        }
        refreshAfter(response.number32(StunAttribute.LIFETIME));
        listener.onAllocated(this, mapped);
    }

    private void refreshAfter(long lifetimeSeconds) {
        long lifetime = lifetimeSeconds <= 0 ? LIFETIME_DEFAULT_SECONDS : lifetimeSeconds;
        long delay = Math.max(lifetime - REFRESH_AHEAD_SECONDS, lifetime / 2);
        refresh = context.loop().schedule(this::refresh, delay, TimeUnit.SECONDS);
    }

    private void refresh() {
        // Without attributes of its own, it asks for the server's default lifetime.
        requests.send(StunMethod.REFRESH, writer -> writer, new TurnRequests.Result() {
            @Override
            public void onSuccess(StunMessage response) {
                refreshAfter(response.number32(StunAttribute.LIFETIME));
            }

            @Override
            public void onFailed(int code, String reason) {
                // The relay is gone; the pairs on it fall silent, and consent says so.
                close();
            }
        });
    }

    /** The socket that the server is reached through, as opposed to the relayed address. */
    InetSocketAddress socketAddress() {
        return socket.address();
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
    public DatagramReceiver receiver(InetSocketAddress remote) {
        return receiver;
    }

    @Override
    public void claimIfFree(InetSocketAddress remote, DatagramReceiver claimant) {
        // A relay has one agent, and that one has all its addresses.
    }

    @Override
    public void claim(InetSocketAddress remote, DatagramReceiver claimant) {
        // A relay has one agent, and that one has all its addresses.
    }

    @Override
    public void release(InetSocketAddress remote, DatagramReceiver claimant) {
        // A relay has one agent, and that one has all its addresses.
    }

    private void onDatagram(UdpSocket from, InetSocketAddress sender, byte[] bytes, int offset, int length) {
        if (closed || !sender.equals(server.address())) {
            context.counters().datagramsUnroutable.increment();
        } else if (StunMessage.isStun(bytes[offset])) {
            onStun(bytes, offset, length);
        } else {
            TurnChannelData data = TurnChannelData.parse(bytes, offset, length);
            InetSocketAddress peer = data == null ? null : peers.peerOf(data.channel());
            if (data == null || peer == null) {
                context.counters().datagramsUnroutable.increment();
            } else {
                deliver(peer, bytes, data.dataOffset(), data.dataLength());
            }
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
            transactions.onResponse(socket, server.address(), message);
        }
    }

    private void deliver(InetSocketAddress peer, byte[] bytes, int offset, int length) {
        if (length > 0 && relayed != null) {
            port.dispatch(this, peer, bytes, offset, length);
        }
    }

    /** Gives the relay back to the server and closes the socket. */
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
        socket.close();
    }
}
