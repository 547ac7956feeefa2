package io.github.datachannel4j.dtls;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;

/** Joins a {@link TestPeer} to a UDP socket on the loopback interface, where another program is the other end. */
final class UdpBridge implements AutoCloseable {

    private final DatagramSocket socket;
    private final TestPeer peer;
    private volatile SocketAddress remote;

    /** @param remotePort where the other program listens; 0 when it speaks first */
    UdpBridge(TestPeer peer, int remotePort) throws IOException {
        this.peer = peer;
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), remotePort);
        peer.wire = this::send;
        Thread.ofPlatform().daemon().name("udp-bridge").start(this::pump);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void send(byte[] datagram) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, remote));
        } catch (IOException e) {
            // UDP may lose anything, and a closed socket loses everything.
            return;
        }
    }

    private void pump() {
        try {
            while (!socket.isClosed()) {
                DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                socket.receive(packet);
                remote = packet.getSocketAddress();
                peer.deliver(Arrays.copyOf(packet.getData(), packet.getLength()));
            }
        } catch (IOException e) {
            // The test is over.
            socket.close();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
