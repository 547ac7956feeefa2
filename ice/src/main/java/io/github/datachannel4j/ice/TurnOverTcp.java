package io.github.datachannel4j.ice;

import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A TCP connection of its own to one TURN server, with TLS or without. */
final class TurnOverTcp implements TurnTransport {
    private final SessionContext context;
    private final TurnServer server;
    private final InetSocketAddress local;
    private @Nullable StreamSocket socket; // null before it is opened

    /**
     * Finds its address; the port will be any free one.
     *
     * @throws PortUnavailableException if there is no address that may be used for this server
     */
    TurnOverTcp(SessionContext context, TurnServer server, ServerRoutes routes) {
        this.context = context;
        this.server = server;
        local = new InetSocketAddress(routes.local(server.address()), 0);
    }

    @Override
    public void open(Listener listener) {
        SslHandler tls = server.transport() == IceStats.ServerTransport.TLS ? TlsClient.handler(server) : null;
        socket = StreamSocket.connect(
                new StreamSocket.Route(local, server.address(), tls),
                StreamFraming.TURN,
                context.loop(),
                context.counters(),
                new Connection(listener));
    }

    @Override
    public @Nullable InetSocketAddress localAddress() {
        return socket == null ? null : socket.localAddress();
    }

    @Override
    public boolean wasConnected() {
        return socket != null && socket.wasConnected();
    }

    @Override
    public StunTransaction.Schedule schedule() {
        return RELIABLE;
    }

    @Override
    public void send(byte[] bytes, int offset, int length, InetSocketAddress remote) {
        if (socket != null) {
            socket.send(bytes, offset, length);
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }

    /** What Java's own messages leave out. */
    private static String words(IceServerFailure failure) {
        return switch (failure) {
            case CERTIFICATE_UNTRUSTED -> "its certificate is from nobody who is trusted: ";
            case CERTIFICATE_EXPIRED -> "its certificate is not valid today: ";
            case CERTIFICATE_FOR_ANOTHER_NAME -> "its certificate is for other names than the URL's: ";
            case TLS_FAILED -> "the TLS handshake failed: ";
            default -> "";
        };
    }

    private record Connection(Listener listener) implements StreamSocket.Listener {
        @Override
        public void onOpen(StreamSocket opened) {
            listener.onOpen();
        }

        @Override
        public void onMessage(StreamSocket from, byte[] bytes, int offset, int length) {
            listener.onMessage(bytes, offset, length);
        }

        @Override
        public void onClosed(StreamSocket closed, Throwable end) {
            IceServerFailure failure = IceServerFailure.ofConnection(end, closed.wasConnected());
            String message = Objects.requireNonNullElse(end.getMessage(), end.toString());
            listener.onLost(failure, words(failure) + message);
        }
    }
}
