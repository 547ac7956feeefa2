package io.github.datachannel4j.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A UDP socket of its own, towards one TURN server. */
final class TurnOverUdp implements TurnTransport {
    private static final int SOCKET_BUFFER_BYTES = 256 << 10;

    private final SessionContext context;
    private final InetSocketAddress server;
    private final UdpSocket socket;
    private @Nullable Listener listener; // null before it is opened

    /**
     * Binds the socket.
     *
     * @throws PortUnavailableException if there is none to be had, or no address that may be used for this server
     */
    TurnOverUdp(SessionContext context, InetSocketAddress server, ServerRoutes routes) {
        this.context = context;
        this.server = server;
        InetAddress local = routes.local(server);
        socket = routes.ports().open(context.random(), port -> bind(new InetSocketAddress(local, port)));
    }

    private UdpSocket bind(InetSocketAddress local) {
        return UdpSocket.bind(local, SOCKET_BUFFER_BYTES, context.loop(), context.counters(), this::onDatagram);
    }

    @Override
    public void open(Listener newListener) {
        listener = newListener;
        newListener.onOpen();
    }

    private void onDatagram(UdpSocket from, InetSocketAddress sender, byte[] bytes, int offset, int length) {
        if (listener == null || !sender.equals(server)) {
            context.counters().datagramsUnroutable.increment();
        } else {
            listener.onMessage(bytes, offset, length);
        }
    }

    @Override
    public InetSocketAddress localAddress() {
        return socket.address();
    }

    @Override
    public boolean wasConnected() {
        return true;
    }

    @Override
    public StunTransaction.Schedule schedule() {
        return UNRELIABLE;
    }

    @Override
    public void send(byte[] bytes, int offset, int length, InetSocketAddress remote) {
        socket.send(bytes, offset, length, remote);
    }

    @Override
    public void close() {
        socket.close();
    }
}
