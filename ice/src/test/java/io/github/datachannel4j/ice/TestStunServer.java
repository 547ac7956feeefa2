package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.MalformedStunException;
import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A STUN server on loopback that believes to see a public address, or answers whatever the test says. */
final class TestStunServer implements AutoCloseable {
    static final InetSocketAddress PUBLIC = new InetSocketAddress(LiteralAddress.parse("203.0.113.9"), 61000);

    private final DatagramSocket socket;

    /** Who has sent something. */
    final List<InetSocketAddress> clients = new CopyOnWriteArrayList<>();

    private TestStunServer(Function<StunMessage, byte[]> answer) {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), answer);
    }

    private TestStunServer(InetSocketAddress local, Function<StunMessage, byte[]> answer) {
        try {
            socket = new DatagramSocket(local);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("stun-server").start(() -> serve(answer));
    }

    static TestStunServer seeingAPublicAddress() {
        return new TestStunServer(seeing(PUBLIC));
    }

    /** At this address, and seeing that one. */
    static TestStunServer seeing(InetSocketAddress local, InetSocketAddress mapped) {
        return new TestStunServer(local, seeing(mapped));
    }

    private static Function<StunMessage, byte[]> seeing(InetSocketAddress mapped) {
        return request -> StunWriter.success(request)
                .xorAddress(StunAttribute.XOR_MAPPED_ADDRESS, mapped)
                .fingerprint()
                .toBytes();
    }

    static TestStunServer refusing(int code, String reason) {
        return new TestStunServer(
                request -> StunWriter.error(request, code, reason).toBytes());
    }

    /** With success, and without an address. */
    static TestStunServer answeringNothing() {
        return new TestStunServer(request -> StunWriter.success(request).toBytes());
    }

    static TestStunServer answeringEverySecondTime() {
        AtomicInteger requests = new AtomicInteger();
        return new TestStunServer(request -> requests.incrementAndGet() % 2 == 1
                ? new byte[0]
                : StunWriter.success(request)
                        .xorAddress(StunAttribute.XOR_MAPPED_ADDRESS, PUBLIC)
                        .toBytes());
    }

    static TestStunServer silent() {
        return new TestStunServer(request -> new byte[0]);
    }

    private void serve(Function<StunMessage, byte[]> answer) {
        byte[] buffer = new byte[2048];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                clients.add((InetSocketAddress) packet.getSocketAddress());
                byte[] response = answer.apply(StunMessage.parse(buffer, 0, packet.getLength()));
                if (response.length > 0) {
                    socket.send(new DatagramPacket(response, response.length, packet.getSocketAddress()));
                }
            } catch (IOException | MalformedStunException e) {
                // Closed, or garbage: the loop's condition decides.
            }
        }
    }

    String url() {
        return url("127.0.0.1");
    }

    String url(String host) {
        return "stun:" + host + ":" + port();
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
    }
}
