package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UdpSocketTest {
    /** What every path carries, IP and UDP headers beside it. */
    private static final int LEAST_PATH_BYTES = 1232;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final NetworkCounters counters = new NetworkCounters();
    private final InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @AfterEach
    void stop() throws InterruptedException {
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
    }

    private UdpSocket bind() {
        return bind(List.of((EventLoop) group.next(), (EventLoop) group.next()));
    }

    private UdpSocket bind(List<EventLoop> loops) {
        return UdpSocket.bind(loopback, 1 << 16, loops, counters, (socket, remote, bytes, off, length) -> {});
    }

    private static void send(UdpSocket socket, String text, SocketAddress to) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        socket.send(bytes, 0, bytes.length, (InetSocketAddress) to);
        bytes[0] = '!'; // it has been copied
    }

    private DatagramSocket receiver() throws SocketException {
        DatagramSocket receiver = new DatagramSocket(loopback);
        receiver.setSoTimeout((int) TimeUnit.SECONDS.toMillis(20));
        return receiver;
    }

    private static String receive(DatagramSocket receiver) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[64], 64);
        receiver.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
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
    void whatAnotherThreadSendsWakesNoLoop() throws IOException, InterruptedException {
        EventLoop reading = (EventLoop) group.next();
        UdpSocket socket = bind(List.of(reading));
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Future<Boolean> end = reading.submit(() -> {
            busy.countDown();
            return released.await(20, TimeUnit.SECONDS);
        });
        try (DatagramSocket receiver = receiver()) {
            assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
            send(socket, "first", receiver.getLocalSocketAddress());
            send(socket, "second", receiver.getLocalSocketAddress());
            assertThat(receive(receiver)).isEqualTo("first");
            assertThat(receive(receiver)).isEqualTo("second");
            assertThat(counters.datagramsSent.sum()).isEqualTo(2);
            assertThat(counters.sendErrors.sum()).isZero();
            assertThat(end.isDone()).isFalse();
        } finally {
            released.countDown();
            socket.close();
        }
    }

    /** Channels of the JDK close when an interrupted thread blocks on them. This one never blocks, and it is everybody's. */
    @Test
    void anInterruptedThreadLeavesThePortOpen() throws IOException {
        UdpSocket socket = bind();
        try (DatagramSocket receiver = receiver()) {
            Thread.currentThread().interrupt();
            send(socket, "first", receiver.getLocalSocketAddress());
            assertThat(Thread.interrupted()).isTrue();
            send(socket, "second", receiver.getLocalSocketAddress());
            assertThat(receive(receiver)).isEqualTo("first");
            assertThat(receive(receiver)).isEqualTo("second");
        } finally {
            socket.close();
        }
    }

    @Test
    void whereNoDatagramCanGoIsAnErrorThatIsCounted() {
        UdpSocket socket = bind();
        try {
            send(socket, "lost", new InetSocketAddress(LiteralAddress.of(new byte[16]), 9));
            send(socket, "lost", InetSocketAddress.createUnresolved("nowhere.example", 9));
            assertThat(counters.sendErrors.sum()).isEqualTo(2);
        } finally {
            socket.close();
        }
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
