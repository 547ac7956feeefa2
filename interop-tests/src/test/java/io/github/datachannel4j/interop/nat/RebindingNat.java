package io.github.datachannel4j.interop.nat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A NAT before a client of one server, which can forget all its mappings: from then on the server sees other ports. */
final class RebindingNat implements AutoCloseable {
    private static final int DATAGRAM_MAX = 2048;
    private static final int BUFFER_BYTES = 4 << 20;

    private final InetSocketAddress server;
    private final DatagramSocket inside;
    private final Map<SocketAddress, DatagramSocket> mappings = new ConcurrentHashMap<>();

    private RebindingNat(InetSocketAddress server) throws IOException {
        this.server = server;
        inside = socket();
    }

    static RebindingNat before(InetSocketAddress server) {
        try {
            RebindingNat nat = new RebindingNat(server);
            Thread.ofVirtual().name("NAT inside").start(nat::carryOut);
            return nat;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DatagramSocket socket() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, server.getAddress());
        socket.setReceiveBufferSize(BUFFER_BYTES);
        return socket;
    }

    /** Where the client sends to in place of the server. */
    InetSocketAddress address() {
        return new InetSocketAddress(inside.getLocalAddress(), inside.getLocalPort());
    }

    /** What comes to the old ports is lost, and the next datagrams of the client leave from new ones. */
    void rebind() {
        for (SocketAddress client : List.copyOf(mappings.keySet())) {
            DatagramSocket old = mappings.remove(client);
            if (old != null) {
                old.close();
            }
        }
    }

    @Override
    public void close() {
        inside.close();
        rebind();
    }

    private void carryOut() {
        byte[] buffer = new byte[DATAGRAM_MAX];
        while (!inside.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                inside.receive(packet);
                DatagramSocket outside = mappings.computeIfAbsent(packet.getSocketAddress(), this::map);
                packet.setSocketAddress(server);
                outside.send(packet);
            } catch (IOException e) {
                // Closed in between, by a change of the mapping or at the end.
            }
        }
    }

    private DatagramSocket map(SocketAddress client) {
        try {
            DatagramSocket outside = socket();
            Thread.ofVirtual().name("NAT outside").start(() -> carryIn(outside, client));
            return outside;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void carryIn(DatagramSocket outside, SocketAddress client) {
        byte[] buffer = new byte[DATAGRAM_MAX];
        while (!outside.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                outside.receive(packet);
                packet.setSocketAddress(client);
                inside.send(packet);
            } catch (IOException e) {
                // Closed, which the condition of the loop sees.
            }
        }
    }
}
