package io.github.datachannel4j.ice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Carries datagrams between two peers, each of which sees a port of the bridge as the other. It can be cut, and moved. */
final class Bridge implements AutoCloseable {
    private volatile boolean cut;
    private InetSocketAddress one = new InetSocketAddress(0);
    private InetSocketAddress other = new InetSocketAddress(0);
    private final DatagramSocket frontOfOne = socket();
    private volatile DatagramSocket frontOfOther = socket();

    /** What the other side sees as {@code one} stands before it, and the reverse. */
    void between(IceCandidate candidateOfOne, IceCandidate candidateOfOther) {
        one = address(candidateOfOne);
        other = address(candidateOfOther);
        carry(frontOfOther, true);
        carry(frontOfOne, false);
    }

    private static InetSocketAddress address(IceCandidate candidate) {
        return new InetSocketAddress(LiteralAddress.parse(candidate.address()), candidate.port());
    }

    private static DatagramSocket socket() {
        try {
            return new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes to the front of one goes to it from the front of the other side, as through a NAT. */
    private void carry(DatagramSocket in, boolean toOther) {
        Thread.ofPlatform().daemon().name("bridge").start(() -> {
            byte[] buffer = new byte[2048];
            while (!in.isClosed()) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                try {
                    in.receive(packet);
                    forward(packet, toOther);
                } catch (IOException e) {
                    // Closed, or refused by a peer that has gone: the loop's condition decides.
                }
            }
        });
    }

    private void forward(DatagramPacket packet, boolean toOther) throws IOException {
        if (cut) {
            return;
        }
        SocketAddress to = toOther ? other : one;
        DatagramSocket out = toOther ? frontOfOne : frontOfOther;
        out.send(new DatagramPacket(packet.getData(), packet.getLength(), to));
    }

    IceCandidate frontOf(TestPeer peer) {
        IceCandidate own = peer.candidates.getFirst();
        int port = address(own).equals(one) ? frontOfOne.getLocalPort() : frontOfOther.getLocalPort();
        return IceCandidate.parse("candidate:1 1 udp 2130706431 127.0.0.1 " + port + " typ host");
    }

    /** The NAT before {@code other} forgets its mapping: from now on, its datagrams come from another port. */
    void moveOther() {
        DatagramSocket old = frontOfOther;
        DatagramSocket fresh = socket();
        frontOfOther = fresh;
        old.close();
        carry(fresh, true);
    }

    void cut() {
        cut = true;
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() {
        frontOfOne.close();
        frontOfOther.close();
    }
}
