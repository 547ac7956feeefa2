package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.MalformedStunException;
import io.github.datachannel4j.ice.stun.StunMessage;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** {@link FakeTurn} on a UDP port and a TCP port of loopback. */
final class FakeTurnServer implements AutoCloseable {
    /** That of its threads, for a test that counts those of others. */
    static final String THREAD = "fake-turn";

    private static final int HEADER_BYTES = 20;
    private static final int LENGTH_AT = 2;

    final FakeTurn turn;
    private final DatagramSocket udp;
    private final ServerSocket tcp;

    FakeTurnServer(FakeTurn turn) {
        this.turn = turn;
        try {
            udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            tcp = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::serveUdp);
        start(this::acceptTcp);
    }

    private static void start(Runnable task) {
        Thread.ofPlatform().daemon().name(THREAD).start(task);
    }

    IceServer overUdp() {
        return IceServer.of("turn:127.0.0.1:" + udp.getLocalPort(), FakeTurn.USER, FakeTurn.PASSWORD);
    }

    IceServer overTcp() {
        return IceServer.of(
                "turn:127.0.0.1:" + tcp.getLocalPort() + "?transport=tcp", FakeTurn.USER, FakeTurn.PASSWORD);
    }

    private void serveUdp() {
        byte[] buffer = new byte[2048];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
                byte[] answer = turn.answer(StunMessage.parse(buffer, 0, packet.getLength()));
                udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException | MalformedStunException e) {
                // Closed, or garbage: the loop's condition decides.
            }
        }
    }

    private void acceptTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket client = tcp.accept();
                start(() -> serve(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            byte[] buffer = new byte[2048];
            while (true) {
                in.readFully(buffer, 0, HEADER_BYTES);
                int length = ByteBuffer.wrap(buffer).getShort(LENGTH_AT);
                in.readFully(buffer, HEADER_BYTES, length);
                byte[] message = Arrays.copyOf(buffer, HEADER_BYTES + length);
                client.getOutputStream().write(turn.answer(StunMessage.parse(message, 0, message.length)));
            }
        } catch (IOException | MalformedStunException e) {
            // Closed by the client.
        }
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
