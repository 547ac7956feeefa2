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

    private final List<NioServerSocketChannel> listening = new ArrayList<>();
    private final List<TcpPath> paths = new ArrayList<>();

    private TcpPort() {}

    /**
     * Listens on each address.
     *
     * @throws PortUnavailableException if one cannot be had; then none is left open
     */
    static TcpPort open(
            List<InetAddress> addresses, int port, EventLoop loop, NetworkCounters counters, TcpPath.Handler handler) {
        TcpPort opened = new TcpPort();
        try {
            int wish = port;
            for (InetAddress address : addresses) {
                InetSocketAddress bound = opened.listen(new InetSocketAddress(address, wish), loop, counters, handler);
                wish = port == 0 ? bound.getPort() : port;
            }
        } catch (PortUnavailableException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private InetSocketAddress listen(
            InetSocketAddress local, EventLoop loop, NetworkCounters counters, TcpPath.Handler handler) {
        NioServerSocketChannel channel = new NioServerSocketChannel(bind(local));
        InetSocketAddress bound = channel.localAddress();
        TcpPath path = new TcpPath(TcpPath.Mode.PASSIVE, bound, loop, counters, handler);
        channel.pipeline().addLast(new Acceptor(path));
        loop.register(channel);
        listening.add(channel);
        paths.add(path);
        return bound;
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

    List<TcpPath> paths() {
        return paths;
    }

    void close() {
        listening.forEach(NioServerSocketChannel::close);
        paths.forEach(TcpPath::close);
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
