package io.github.datachannel4j.ice;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection that carries messages, with TLS or without. It lives on one loop and can be sent on from any. What
 * does not fit into its buffers is dropped: to those above it is a datagram path, and what waits here would be late.
 */
final class StreamSocket {
    /** Some hundred milliseconds of a slow network; beyond that SCTP had better learn of the loss. */
    private static final int UNSENT_BYTES_MAX = 256 << 10;

    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final int READ_BYTES = 2 << 10;

    /** Hears of a connection, on its loop. */
    interface Listener {
        void onOpen(StreamSocket socket);

        /** One message; the bytes are only lent. */
        void onMessage(StreamSocket socket, byte[] bytes, int offset, int length);

        /** It has ended, or has never begun. Comes once. */
        void onClosed(StreamSocket socket, Throwable end);
    }

    private final NioSocketChannel channel;
    private final StreamFraming framing;
    private final NetworkCounters counters;
    private final Runnable flush;
    private final boolean awaitsTls;

    /** Only used on the socket's loop, as the next one. */
    private boolean flushPending;

    private boolean wasConnected;

    private StreamSocket(NioSocketChannel channel, StreamFraming framing, NetworkCounters counters, boolean awaitsTls) {
        this.channel = channel;
        this.framing = framing;
        this.counters = counters;
        this.awaitsTls = awaitsTls;
        flush = () -> {
            flushPending = false;
            channel.flush();
        };
        channel.config().setTcpNoDelay(true);
        channel.config().setConnectTimeoutMillis(CONNECT_TIMEOUT_MILLIS);
        channel.config()
                .setOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(UNSENT_BYTES_MAX / 2, UNSENT_BYTES_MAX));
    }

    /** Where a connection goes. Without TLS it is plain TCP. */
    record Route(
            InetSocketAddress local,
            InetSocketAddress remote,
            @Nullable SslHandler tls) {}

    /**
     * Begins to connect; the listener hears how that ends.
     *
     * @throws PortUnavailableException if there is no socket to be had
     */
    static StreamSocket connect(
            Route route, StreamFraming framing, EventLoop loop, NetworkCounters counters, Listener listener) {
        NioSocketChannel channel = open(route.remote());
        SslHandler tls = route.tls();
        StreamSocket socket = new StreamSocket(channel, framing, counters, tls != null);
        if (tls != null) {
            channel.pipeline().addLast(tls);
        }
        Reader reader = new Reader(socket, listener);
        channel.pipeline().addLast(reader);
        loop.register(channel)
                .addListener(registered -> channel.connect(route.remote(), route.local())
                        .addListener(connected -> {
                            if (!connected.isSuccess()) {
                                reader.end(Objects.requireNonNull(connected.cause()));
                                channel.close();
                            }
                        }));
        return socket;
    }

    private static NioSocketChannel open(InetSocketAddress remote) {
        try {
            return new NioSocketChannel();
        } catch (ChannelException e) {
            IOException cause = e.getCause() instanceof IOException io ? io : new IOException(e);
            throw new PortUnavailableException("cannot open a TCP socket to " + remote + ": " + e.getMessage(), cause);
        }
    }

    /** Takes over a connection that a listening socket has accepted. */
    static StreamSocket accepted(
            NioSocketChannel channel,
            StreamFraming framing,
            EventLoop loop,
            NetworkCounters counters,
            Listener listener) {
        StreamSocket socket = new StreamSocket(channel, framing, counters, false);
        channel.pipeline().addLast(new Reader(socket, listener));
        loop.register(channel);
        return socket;
    }

    /** Null before it is connected. */
    @Nullable
    InetSocketAddress localAddress() {
        return channel.localAddress();
    }

    /** Whether TCP has been connected at some time. */
    boolean wasConnected() {
        return wasConnected;
    }

    void send(byte[] bytes, int offset, int length) {
        if (!channel.isActive() || !channel.isWritable()) {
            counters.sendErrors.increment();
            return;
        }
        int padding = framing.padding(length);
        byte[] header = new byte[framing.messageOffset];
        framing.writeHeader(header, length);
        ByteBuf frame = channel.alloc()
                .directBuffer(header.length + length + padding)
                .writeBytes(header)
                .writeBytes(bytes, offset, length)
                .writeZero(padding);
        counters.datagramsSent.increment();
        counters.bytesSent.add(length);
        channel.write(frame, channel.voidPromise());
        if (!channel.eventLoop().inEventLoop()) {
            channel.flush();
        } else if (!flushPending) {
            // Tasks run after the sockets of this turn have been read, so a turn's messages leave together.
            flushPending = true;
            channel.eventLoop().execute(flush);
        }
    }

    /** Closes it after what is still to be sent. The listener hears of that, too. */
    void close() {
        channel.eventLoop().execute(() -> {
            channel.flush();
            channel.close();
        });
    }

    /** Takes the stream apart, and never lets an error of one message leave the connection half-alive. */
    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final StreamSocket socket;
        private final Listener listener;
        private final StreamReader messages;
        private final byte[] lent = new byte[READ_BYTES];
        private boolean ended;

        Reader(StreamSocket socket, Listener listener) {
            this.socket = socket;
            this.listener = listener;
            messages = new StreamReader(socket.framing);
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            socket.wasConnected = true;
            if (!socket.awaitsTls) {
                listener.onOpen(socket);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (handshake.isSuccess()) {
                    listener.onOpen(socket);
                } else {
                    end(handshake.cause());
                    context.close();
                }
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf buffer = (ByteBuf) message;
            try {
                socket.counters.bytesReceived.add(buffer.readableBytes());
                while (buffer.isReadable() && !ended) {
                    int length = Math.min(buffer.readableBytes(), lent.length);
                    buffer.readBytes(lent, 0, length);
                    messages.read(lent, 0, length, this::deliver);
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        private void deliver(byte[] bytes, int offset, int length) {
            socket.counters.datagramsReceived.increment();
            listener.onMessage(socket, bytes, offset, length);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            end(new ConnectException("the connection was closed"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            boolean isOfTheNetwork = cause instanceof IOException || cause.getCause() instanceof IOException;
            if (!isOfTheNetwork && !ended) {
                socket.counters.receiveErrors.increment();
                Log.unexpected("a message's handler failed", cause);
            }
            end(cause);
            context.close();
        }

        void end(Throwable cause) {
            if (!ended) {
                ended = true;
                messages.stop();
                listener.onClosed(socket, cause);
            }
        }
    }
}
