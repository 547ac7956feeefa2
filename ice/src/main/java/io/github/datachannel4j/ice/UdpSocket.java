package io.github.datachannel4j.ice;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket bound to one concrete address, so that every datagram's local address is known and answers leave from
 * where the question came in. It reads on one loop; it can be sent on from any.
 */
final class UdpSocket implements LocalPath {
    /** More than any path MTU in use, and one size for all, so that the allocator recycles the buffers. */
    static final int RECEIVE_BYTES_MAX = 2048;

    /**
     * What every path carries (the least IPv6 MTU). A longer datagram comes from somebody who looks for the path's MTU, so it must not
     * be cut into pieces on its way (RFC 8899 §3): the socket is told so when the first one leaves, not before, to leave old narrow
     * paths the help of fragmentation.
     */
    private static final int UNPROBED_BYTES_MAX = 1280 - 40 - 8;

    /** In the JDK since 19, by this name, in a module that a small runtime may lack. */
    private static final String DONT_FRAGMENT = "IP_DONTFRAGMENT";

    /** Enough to empty a busy socket quickly, few enough that timers of the loop are not late. */
    private static final int RECEIVES_PER_TURN = 64;

    /** Datagrams beyond this that the kernel would not take yet are dropped, as the network would drop them. */
    private static final int UNSENT_BYTES_MAX = 1 << 20;

    /** Takes what comes in, on the socket's loop. The bytes are only lent. */
    interface Handler {
        void onDatagram(UdpSocket socket, InetSocketAddress remote, byte[] bytes, int offset, int length);
    }

    private final NioDatagramChannel channel;
    private final InetSocketAddress address;
    private final NetworkCounters counters;
    private final DatagramChannel jdkChannel;
    private final Runnable flush;

    /** Whose data comes from which remote address; claimed by agents on any loop. */
    private final ConcurrentMap<InetSocketAddress, DatagramReceiver> receivers = new ConcurrentHashMap<>();

    /** Only used on the socket's loop. */
    private boolean flushPending;

    /** Set from any loop; twice does no harm. */
    private volatile boolean isFragmentingForbidden;

    private UdpSocket(NioDatagramChannel channel, DatagramChannel jdkChannel, NetworkCounters counters) {
        this.channel = channel;
        this.jdkChannel = jdkChannel;
        this.address = channel.localAddress();
        this.counters = counters;
        flush = () -> {
            flushPending = false;
            channel.flush();
        };
    }

    /**
     * Binds at once, on the calling thread, so that the caller hears why it did not work.
     *
     * @throws PortUnavailableException naming the address and the port
     */
    static UdpSocket bind(
            InetSocketAddress local, int bufferBytes, EventLoop loop, NetworkCounters counters, Handler handler) {
        DatagramChannel jdkChannel = open(local, bufferBytes);
        NioDatagramChannel channel = new NioDatagramChannel(jdkChannel);
        UdpSocket socket = new UdpSocket(channel, jdkChannel, counters);
        channel.config()
                .setOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(RECEIVE_BYTES_MAX).maxMessagesPerRead(RECEIVES_PER_TURN));
        channel.config()
                .setOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(UNSENT_BYTES_MAX / 2, UNSENT_BYTES_MAX));
        channel.pipeline().addLast(new Reader(socket, handler));
        loop.register(channel);
        return socket;
    }

    private static DatagramChannel open(InetSocketAddress local, int bufferBytes) {
        DatagramChannel jdkChannel = null;
        try {
            jdkChannel = DatagramChannel.open(
                    local.getAddress() instanceof Inet6Address
                            ? StandardProtocolFamily.INET6
                            : StandardProtocolFamily.INET);
            jdkChannel.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
            jdkChannel.setOption(StandardSocketOptions.SO_SNDBUF, bufferBytes);
            jdkChannel.configureBlocking(false);
            return jdkChannel.bind(local);
        } catch (IOException | UnsupportedOperationException e) {
            closeQuietly(jdkChannel);
            IOException cause = e instanceof IOException io ? io : new IOException(e);
            throw new PortUnavailableException(
                    "cannot open UDP port " + local.getPort() + " on " + LiteralAddress.format(local.getAddress())
                            + ": " + cause.getMessage(),
                    cause);
        }
    }

    private static void closeQuietly(@Nullable DatagramChannel jdkChannel) {
        if (jdkChannel != null) {
            try {
                jdkChannel.close();
            } catch (IOException e) {
                // The failure to bind is the one to tell of.
            }
        }
    }

    @Override
    public CandidateType type() {
        return CandidateType.HOST;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void send(byte[] bytes, int offset, int length, InetSocketAddress remote) {
        if (!channel.isWritable()) {
            counters.sendErrors.increment();
            return;
        }
        if (length > UNPROBED_BYTES_MAX && !isFragmentingForbidden) {
            isFragmentingForbidden = true;
            forbidFragmenting();
        }
        ByteBuf copy = channel.alloc().directBuffer(length, length).writeBytes(bytes, offset, length);
        counters.datagramsSent.increment();
        counters.bytesSent.add(length);
        // The void promise sends failures to the pipeline, which counts them.
        channel.write(new DatagramPacket(copy, remote), channel.voidPromise());
        if (!channel.eventLoop().inEventLoop()) {
            channel.flush();
        } else if (!flushPending) {
            // Tasks run after the sockets of this turn have been read, so a turn's datagrams leave together.
            flushPending = true;
            channel.eventLoop().execute(flush);
        }
    }

    private void forbidFragmenting() {
        for (SocketOption<?> option : jdkChannel.supportedOptions()) {
            if (option.name().equals(DONT_FRAGMENT) && option.type() == Boolean.class) {
                set(jdkChannel, option);
            }
        }
    }

    @SuppressWarnings("unchecked") // its type has been looked at
    private static void set(DatagramChannel jdkChannel, SocketOption<?> option) {
        try {
            jdkChannel.setOption((SocketOption<Boolean>) option, true);
        } catch (IOException | UnsupportedOperationException e) {
            // Then IP may cut datagrams on the way, and the path seems wider than it is.
            Log.unexpected("cannot forbid fragmentation", e);
        }
    }

    @Override
    public @Nullable DatagramReceiver receiver(InetSocketAddress remote) {
        return receivers.get(remote);
    }

    @Override
    public void claimIfFree(InetSocketAddress remote, DatagramReceiver receiver) {
        receivers.putIfAbsent(remote, receiver);
    }

    @Override
    public void claim(InetSocketAddress remote, DatagramReceiver receiver) {
        DatagramReceiver previous = receivers.put(remote, receiver);
        if (previous != null && previous != receiver) {
            counters.addressTakeovers.increment();
            previous.loop().execute(() -> previous.onAddressTakenOver(this, remote));
        }
    }

    @Override
    public void release(InetSocketAddress remote, DatagramReceiver receiver) {
        receivers.remove(remote, receiver);
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    /** Closes it after what is still to be sent. */
    void close() {
        channel.eventLoop().execute(() -> {
            channel.flush();
            channel.close();
        });
    }

    /** Reads on the socket's loop, and never lets an error of one datagram close the port. */
    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final UdpSocket socket;
        private final Handler handler;
        private final byte[] lent = new byte[RECEIVE_BYTES_MAX];

        Reader(UdpSocket socket, Handler handler) {
            this.socket = socket;
            this.handler = handler;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                DatagramPacket packet = (DatagramPacket) message;
                int length = packet.content().readableBytes();
                packet.content().readBytes(lent, 0, length);
                socket.counters.datagramsReceived.increment();
                socket.counters.bytesReceived.add(length);
                if (length > 0) {
                    handler.onDatagram(socket, packet.sender(), lent, 0, length);
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // Both come here: what the kernel refused to send or receive, and what a handler threw.
            if (cause instanceof IOException) {
                socket.counters.sendErrors.increment();
            } else {
                socket.counters.receiveErrors.increment();
                Log.unexpected("a datagram's handler failed", cause);
            }
        }
    }
}
