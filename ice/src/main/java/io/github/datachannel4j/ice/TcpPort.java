package io.github.datachannel4j.ice;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The TCP port that agents share, with a listening socket on each local address. */
final class TcpPort {
    /** Without file descriptors, accepting is of no use for a moment. */
    private static final long PAUSE_SECONDS = 1;

    private static final int BACKLOG = 1024;

    /** Opens it for somebody who takes its messages. */
    interface Opener {
        TcpPort open(TcpPath.Handler handler);
    }

    private final Service service;
    private final PerAddress<Listening> listening;

    /** How the port is served: its number, 0 for any free one, and who takes what comes. */
    private record Service(int port, EventLoop loop, NetworkCounters counters, TcpPath.Handler handler) {
        Listening listen(InetAddress address, int wish) {
            NioServerSocketChannel channel = new NioServerSocketChannel(bind(new InetSocketAddress(address, wish)));
            TcpPath path = new TcpPath(TcpPath.Mode.PASSIVE, channel.localAddress(), loop, counters, handler);
            channel.pipeline().addLast(new Acceptor(path));
            loop.register(channel);
            return new Listening(channel, path);
        }
    }

    /** One address of it. */
    private record Listening(NioServerSocketChannel channel, TcpPath path) {
        int port() {
            return path.address().getPort();
        }

        void close() {
            channel.close();
            path.close();
        }
    }

    private TcpPort(Service service, List<Listening> opened) {
        this.service = service;
        listening = new PerAddress<>(opened, new Opening());
    }

    /**
     * Listens on each address.
     *
     * @throws PortUnavailableException if one cannot be had; then none is left open
     */
    static TcpPort open(
            List<InetAddress> addresses, int port, EventLoop loop, NetworkCounters counters, TcpPath.Handler handler) {
        Service service = new Service(port, loop, counters, handler);
        List<Listening> opened = new ArrayList<>();
        try {
            for (InetAddress address : addresses) {
                // Any free port means the same one on every address.
                opened.add(service.listen(
                        address, opened.isEmpty() ? port : opened.getFirst().port()));
            }
        } catch (PortUnavailableException e) {
            opened.forEach(Listening::close);
            throw e;
        }
        return new TcpPort(service, opened);
    }

    /** On another address, later. */
    private final class Opening implements PerAddress.Kind<Listening> {
        @Override
        public InetAddress address(Listening opened) {
            return opened.path().address().getAddress();
        }

        @Override
        public Optional<Listening> open(InetAddress address) {
            List<Listening> others = listening.present();
            try {
                return Optional.of(service.listen(
                        address,
                        others.isEmpty() ? service.port() : others.getFirst().port()));
            } catch (PortUnavailableException e) {
                return Optional.empty();
            }
        }

        @Override
        public void close(Listening opened) {
            opened.close();
        }
    }

    /** The machine has these addresses now: listens on new ones, and offers those that are gone no more. */
    void update(List<InetAddress> addresses) {
        listening.update(addresses);
    }

    private static ServerSocketChannel bind(InetSocketAddress local) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.configureBlocking(false);
                return channel.bind(local, BACKLOG);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new PortUnavailableException(
                    "cannot open TCP port " + local.getPort() + " on " + LiteralAddress.format(local.getAddress())
                            + ": " + e.getMessage(),
                    e);
        }
    }

    /** Where peers can connect to now. */
    List<TcpPath> paths() {
        return listening.present().stream().map(Listening::path).toList();
    }

    void close() {
        listening.close();
    }

    private static final class Acceptor extends ChannelInboundHandlerAdapter {
        private final TcpPath path;

        Acceptor(TcpPath path) {
            this.path = path;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            path.accept((NioSocketChannel) accepted);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.channel().config().setAutoRead(false);
            context.executor()
                    .schedule(() -> context.channel().config().setAutoRead(true), PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
