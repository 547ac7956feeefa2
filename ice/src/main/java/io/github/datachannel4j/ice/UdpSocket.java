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
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket bound to one concrete address, so that every datagram's local address is known and answers leave from
 * where the question came in. It reads on one loop, or on several
 * through a socket of the kernel each; it can be sent on from any.
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

    private final Outlet[] outlets;
    private final InetSocketAddress address;
    private final NetworkCounters counters;

    /** Whose data comes from which remote address; claimed by agents on any loop. */
    private final ConcurrentMap<InetSocketAddress, DatagramReceiver> receivers = new ConcurrentHashMap<>();

    /** Set from any loop; twice does no harm. */
    private volatile boolean isFragmentingForbidden;

    private UdpSocket(List<DatagramChannel> jdkChannels, InetSocketAddress address, NetworkCounters counters) {
        this.address = address;
        this.counters = counters;
        outlets = jdkChannels.stream().map(Outlet::new).toArray(Outlet[]::new);
    }

    /** One of the kernel's sockets on the address. */
    private static final class Outlet {
        final DatagramChannel jdkChannel;
        final NioDatagramChannel channel;
        final Runnable flush;

        /** Only used on the channel's loop. */
        boolean flushPending;

        Outlet(DatagramChannel jdkChannel) {
            this.jdkChannel = jdkChannel;
            channel = new NioDatagramChannel(jdkChannel);
            flush = () -> {
                flushPending = false;
                channel.flush();
            };
        }
    }

    /**
     * Binds at once, on the calling thread, so that the caller hears why it did not work.
     *
     * @throws PortUnavailableException naming the address and the port
     */
    static UdpSocket bind(
            InetSocketAddress local, int bufferBytes, EventLoop loop, NetworkCounters counters, Handler handler) {
        return bind(local, bufferBytes, List.of(loop), counters, handler);
    }

    /** The same with a reader on each of the loops; more than one share the address by SO_REUSEPORT. */
    static UdpSocket bind(
            InetSocketAddress local,
            int bufferBytes,
            List<EventLoop> loops,
            NetworkCounters counters,
            Handler handler) {
        boolean shares = loops.size() > 1;
        List<DatagramChannel> jdkChannels = new ArrayList<>();
        try {
            InetSocketAddress wish = local;
            for (int i = 0; i < loops.size(); i++) {
                DatagramChannel opened = open(wish, bufferBytes, shares);
                jdkChannels.add(opened);
                wish = (InetSocketAddress) opened.socket().getLocalSocketAddress();
            }
            UdpSocket socket = new UdpSocket(jdkChannels, wish, counters);
            for (int i = 0; i < loops.size(); i++) {
                socket.listen(socket.outlets[i].channel, loops.get(i), handler);
            }
            return socket;
        } catch (PortUnavailableException e) {
            jdkChannels.forEach(UdpSocket::closeQuietly);
            throw e;
        }
    }

    private void listen(NioDatagramChannel channel, EventLoop loop, Handler handler) {
        channel.config()
                .setOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(RECEIVE_BYTES_MAX).maxMessagesPerRead(RECEIVES_PER_TURN));
        channel.config()
                .setOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(UNSENT_BYTES_MAX / 2, UNSENT_BYTES_MAX));
        channel.pipeline().addLast(new Reader(this, handler));
        loop.register(channel);
    }

    private static DatagramChannel open(InetSocketAddress local, int bufferBytes, boolean shares) {
        DatagramChannel jdkChannel = null;
        try {
            jdkChannel = DatagramChannel.open(
                    local.getAddress() instanceof Inet6Address
                            ? StandardProtocolFamily.INET6
                            : StandardProtocolFamily.INET);
            jdkChannel.setOption(StandardSocketOptions.SO_RCVBUF, bufferBytes);
            jdkChannel.setOption(StandardSocketOptions.SO_SNDBUF, bufferBytes);
            if (shares) {
                jdkChannel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
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
        Outlet outlet = outlet();
        NioDatagramChannel channel = outlet.channel;
        if (!channel.isWritable()) {
            counters.sendErrors.increment();
            return;
        }
        if (length > UNPROBED_BYTES_MAX && !isFragmentingForbidden) {
            isFragmentingForbidden = true;
            forbidFragmenting();
        }
        counters.datagramsSent.increment();
        counters.bytesSent.add(length);
        boolean isOnLoop = channel.eventLoop().inEventLoop();
        if (!isOnLoop && sendAtOnce(outlet, ByteBuffer.wrap(bytes, offset, length), remote)) {
            return;
        }
        ByteBuf copy = channel.alloc().directBuffer(length, length).writeBytes(bytes, offset, length);
        // The void promise sends failures to the pipeline, which counts them.
        channel.write(new DatagramPacket(copy, remote), channel.voidPromise());
        if (!isOnLoop) {
            channel.flush();
        } else if (!outlet.flushPending) {
            // Tasks run after the sockets of this turn have been read, so a turn's datagrams leave together.
            outlet.flushPending = true;
            channel.eventLoop().execute(outlet.flush);
        }
    }

    /**
     * From a loop that does not read this socket: handing the datagram to the one that does would wake it up for each, and let one loop
     * send what all of them have to say.
     *
     * @return false if the kernel has no room now, so that the socket's loop should try again when it has
     */
    private boolean sendAtOnce(Outlet outlet, ByteBuffer datagram, InetSocketAddress remote) {
        try {
            return outlet.jdkChannel.send(datagram, remote) > 0;
        } catch (IOException | IllegalArgumentException e) {
            // The second is said of addresses that no datagram could go to.
            counters.sendErrors.increment();
            return true;
        }
    }

    private void forbidFragmenting() {
        for (Outlet outlet : outlets) {
            SocketOption<Boolean> option = dontFragment(outlet.jdkChannel);
            if (option != null) {
                set(outlet.jdkChannel, option);
            }
        }
    }

    /** Null where the runtime has no such option. */
    @SuppressWarnings("unchecked") // its type has been looked at
    static @Nullable SocketOption<Boolean> dontFragment(DatagramChannel jdkChannel) {
        for (SocketOption<?> option : jdkChannel.supportedOptions()) {
            if (option.name().equals(DONT_FRAGMENT) && option.type() == Boolean.class) {
                return (SocketOption<Boolean>) option;
            }
        }
        return null;
    }

    private static void set(DatagramChannel jdkChannel, SocketOption<Boolean> option) {
        try {
            jdkChannel.setOption(option, true);
        } catch (IOException | UnsupportedOperationException e) {
            // Then IP may cut datagrams on the way, and the path seems wider than it is.
            Log.unexpected("cannot forbid fragmentation", e);
        }
    }

    /** The kernel's sockets. */
    List<DatagramChannel> jdkChannels() {
        return Arrays.stream(outlets).map(outlet -> outlet.jdkChannel).toList();
    }

    /** That of the calling loop if it has one: it sends without waking another thread. */
    private Outlet outlet() {
        for (Outlet outlet : outlets) {
            if (outlet.channel.eventLoop().inEventLoop()) {
                return outlet;
            }
        }
        return outlets[0];
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

    /** Closes it after what is still to be sent. */
    void close() {
        for (Outlet outlet : outlets) {
            NioDatagramChannel channel = outlet.channel;
            channel.eventLoop().execute(() -> {
                channel.flush();
                channel.close();
            });
        }
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
