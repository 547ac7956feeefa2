package io.github.datachannel4j.interop.turn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An address translator before one server: the server sees another port than the client has, and so tells it. */
final class UdpNat implements AutoCloseable {
    private static final int DATAGRAM_MAX = 2048;

    private final InetSocketAddress server;
    private final DatagramSocket inside;
    private final Map<SocketAddress, DatagramSocket> mappings = new ConcurrentHashMap<>();

    private UdpNat(InetSocketAddress server) throws IOException {
        this.server = server;
        this.inside = new DatagramSocket(0, server.getAddress());
    }

    static UdpNat before(InetSocketAddress server) {
        try {
            UdpNat nat = new UdpNat(server);
            Thread.ofVirtual().name("NAT inside").start(nat::carryOut);
            return nat;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients send to in place of the server. */
    InetSocketAddress address() {
        return new InetSocketAddress(inside.getLocalAddress(), inside.getLocalPort());
    }

    /** Whether some client is seen by the server with this port. */
    boolean mapsTo(int port) {
        return mappings.values().stream().anyMatch(socket -> socket.getLocalPort() == port);
    }

    @Override
    public void close() {
        inside.close();
        mappings.values().forEach(DatagramSocket::close);
    }

    private void carryOut() {
        forward(inside, packet -> {
            DatagramSocket outside = mappings.computeIfAbsent(packet.getSocketAddress(), this::map);
            packet.setSocketAddress(server);
            outside.send(packet);
        });
    }

    private DatagramSocket map(SocketAddress client) {
        try {
            DatagramSocket outside = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            Thread.ofVirtual()
                    .name("NAT outside")
                    .start(() -> forward(outside, packet -> {
                        packet.setSocketAddress(client);
                        inside.send(packet);
                    }));
            return outside;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forward(DatagramSocket from, Forwarder forwarder) {
        byte[] buffer = new byte[DATAGRAM_MAX];
        try {
            while (!from.isClosed()) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                from.receive(packet);
                forwarder.forward(packet);
            }
        } catch (IOException e) {
            // The socket is closed, and with it this direction.
        }
    }

    @FunctionalInterface
    private interface Forwarder {
        void forward(DatagramPacket packet) throws IOException;
    }
}
