package io.github.datachannel4j.ice;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The socket of multicast DNS for one family of addresses, beside those of other programs on the same port. Lives on its loop. */
final class MdnsSocket {
    static final int PORT = 5353;

    /** RFC 6762 §17 lets a message have 9000 bytes; one with a host's addresses fits into any MTU. */
    private static final int MESSAGE_BYTES_MAX = 1500;

    private static final int RECEIVES_PER_TURN = 16;

    /** RFC 6762 §11. */
    private static final int HOPS = 255;

    /** IPv4 or IPv6, and where all who speak multicast DNS listen. */
    enum Family {
        IPV4(StandardProtocolFamily.INET, "224.0.0.251"),
        IPV6(StandardProtocolFamily.INET6, "ff02::fb");

        private final StandardProtocolFamily protocol;
        private final String group;

        Family(StandardProtocolFamily protocol, String group) {
            this.protocol = protocol;
            this.group = group;
        }

        private InetAddress group() {
            return Objects.requireNonNull(LiteralAddress.parse(group));
        }

        private boolean isOn(NetworkInterface candidate) {
            Class<?> type = this == IPV4 ? Inet4Address.class : Inet6Address.class;
            return candidate.inetAddresses().anyMatch(type::isInstance);
        }
    }

    /** Takes what comes from the links, on the socket's loop. The bytes are only lent. */
    interface Handler {
        void onMessage(MdnsSocket socket, InetSocketAddress from, byte[] bytes, int length);
    }

    private final DatagramChannel jdkChannel;
    private final NioDatagramChannel channel;
    private final List<NetworkInterface> joined;
    private final InetSocketAddress group;

    private MdnsSocket(DatagramChannel jdkChannel, List<NetworkInterface> joined, InetSocketAddress group) {
        this.jdkChannel = jdkChannel;
        this.channel = new NioDatagramChannel(jdkChannel);
        this.joined = joined;
        this.group = group;
    }

    /** Null if there is no interface with such addresses, or the system does not let us. */
    static @Nullable MdnsSocket open(Family family, MdnsLinks links, EventLoop loop, Handler handler) {
        List<NetworkInterface> wanted =
                links.interfaces().stream().filter(family::isOn).toList();
        if (wanted.isEmpty()) {
            return null;
        }
        try {
            DatagramChannel jdkChannel = bound(family);
            MdnsSocket socket = new MdnsSocket(
                    jdkChannel, join(jdkChannel, family, wanted), new InetSocketAddress(family.group(), PORT));
            socket.read(loop, links, handler);
            return socket;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }

    /** Port 5353 together with others; if one of them does not share it, another port, to which single answers come. */
    private static DatagramChannel bound(Family family) throws IOException {
        DatagramChannel jdkChannel = DatagramChannel.open(family.protocol);
        try {
            jdkChannel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (jdkChannel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                jdkChannel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            jdkChannel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, HOPS);
            jdkChannel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            jdkChannel.configureBlocking(false);
            try {
                return jdkChannel.bind(new InetSocketAddress(PORT));
            } catch (IOException e) {
                return jdkChannel.bind(new InetSocketAddress(0));
            }
        } catch (IOException e) {
            jdkChannel.close();
            throw e;
        }
    }

    private static List<NetworkInterface> join(DatagramChannel channel, Family family, List<NetworkInterface> wanted) {
        List<NetworkInterface> joined = new ArrayList<>();
        for (NetworkInterface each : wanted) {
            try {
                channel.join(family.group(), each);
                joined.add(each);
            } catch (IOException e) {
                // One that does not multicast after all.
            }
        }
        return joined;
    }

    private void read(EventLoop loop, MdnsLinks links, Handler handler) {
        channel.config()
                .setOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(MESSAGE_BYTES_MAX).maxMessagesPerRead(RECEIVES_PER_TURN));
        channel.pipeline().addLast(new Reader(this, links, handler));
        loop.register(channel);
    }

    /** To the group, on each interface. What the kernel does not take now is lost, and asked for again. */
    void sendToAll(byte[] message) {
        for (NetworkInterface each : joined) {
            try {
                jdkChannel.setOption(StandardSocketOptions.IP_MULTICAST_IF, each);
                jdkChannel.send(ByteBuffer.wrap(message), group);
            } catch (IOException e) {
                // The interface is down, or has no route for it.
            }
        }
    }

    void send(byte[] message, InetSocketAddress to) {
        try {
            jdkChannel.send(ByteBuffer.wrap(message), to);
        } catch (IOException e) {
            // Then the asker asks again.
        }
    }

    void close() {
        channel.close();
    }

    /** Lets only neighbours through. */
    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final MdnsSocket socket;
        private final MdnsLinks links;
        private final Handler handler;
        private final byte[] lent = new byte[MESSAGE_BYTES_MAX];

        Reader(MdnsSocket socket, MdnsLinks links, Handler handler) {
            this.socket = socket;
            this.links = links;
            this.handler = handler;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                DatagramPacket packet = (DatagramPacket) message;
                int length = packet.content().readableBytes();
                packet.content().readBytes(lent, 0, length);
                if (links.isOnLink(packet.sender().getAddress())) {
                    handler.onMessage(socket, packet.sender(), lent, length);
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!(cause instanceof IOException)) {
                Log.unexpected("a message of multicast DNS could not be handled", cause);
            }
        }
    }
}
