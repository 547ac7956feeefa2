package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UdpSocketTest {
    /** What every path carries, IP and UDP headers beside it. */
    private static final int LEAST_PATH_BYTES = 1232;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @AfterEach
    void stop() throws InterruptedException {
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
    }

    private UdpSocket bind() {
        List<EventLoop> loops = List.of((EventLoop) group.next(), (EventLoop) group.next());
        return UdpSocket.bind(
                loopback, 1 << 16, loops, new NetworkCounters(), (socket, remote, bytes, off, length) -> {});
    }

    /** What the kernel says of each of its sockets. */
    private static List<Boolean> forbidFragmenting(UdpSocket socket) throws IOException {
        List<Boolean> said = new ArrayList<>();
        for (DatagramChannel channel : socket.jdkChannels()) {
            SocketOption<Boolean> option = UdpSocket.dontFragment(channel);
            assertThat(option).as("IP_DONTFRAGMENT, which Java has since 19").isNotNull();
            said.add(channel.getOption(option));
        }
        return said;
    }

    @Test
    void whatLooksForThePathMtuMustNotBeFragmented() throws IOException {
        UdpSocket socket = bind();
        try {
            byte[] bytes = new byte[LEAST_PATH_BYTES + 1];
            socket.send(bytes, 0, LEAST_PATH_BYTES, socket.address());
            assertThat(forbidFragmenting(socket)).containsExactly(false, false);

            socket.send(bytes, 0, LEAST_PATH_BYTES + 1, socket.address());
            assertThat(forbidFragmenting(socket)).containsExactly(true, true);
        } finally {
            socket.close();
        }
    }
}
