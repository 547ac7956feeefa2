package io.github.datachannel4j.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/** A STUN server on a loopback address that sees what a NAT would show it. */
final class SmallStunServer implements AutoCloseable {
    private static final int BINDING_SUCCESS = 0x0101;
    private static final int BINDING_ERROR = 0x0111;
    private static final int COOKIE = 0x2112A442;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int ERROR_CODE = 0x0009;
    private static final int TRANSACTION_OFFSET = 8;
    private static final int TRANSACTION_BYTES = 12;
    private static final int ATTRIBUTE_BYTES = 12;
    private static final int MESSAGE_BYTES = 32;

    private final DatagramSocket socket;

    /** Writes the type, the header and the one attribute of an answer. */
    private interface Answer {
        void write(ByteBuffer to, byte[] transaction, InetSocketAddress client);
    }

    private SmallStunServer(String address, Answer answer) throws IOException {
        socket = new DatagramSocket(0, InetAddress.getByName(address));
        Thread.ofPlatform().daemon().name("stun").start(() -> serve(answer));
    }

    /** @param nat from the address that a client has to the one that it is seen with */
    static SmallStunServer seeing(String address, UnaryOperator<InetSocketAddress> nat) {
        return open(address, (to, transaction, client) -> {
            InetSocketAddress seen = nat.apply(client);
            header(to, BINDING_SUCCESS, transaction).putShort((short) XOR_MAPPED_ADDRESS);
            to.putShort((short) 8).putShort((short) 1).putShort((short) (seen.getPort() ^ COOKIE >>> 16));
            to.putInt(ByteBuffer.wrap(seen.getAddress().getAddress()).getInt() ^ COOKIE);
        });
    }

    static SmallStunServer refusing(String address, int code) {
        return open(address, (to, transaction, client) -> {
            header(to, BINDING_ERROR, transaction).putShort((short) ERROR_CODE);
            to.putShort((short) 8).putShort((short) 0).put((byte) (code / 100)).put((byte) (code % 100));
            to.putInt('b' << 24 | 'u' << 16 | 's' << 8 | 'y');
        });
    }

    private static SmallStunServer open(String address, Answer answer) {
        try {
            return new SmallStunServer(address, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer header(ByteBuffer to, int type, byte[] transaction) {
        return to.putShort((short) type)
                .putShort((short) ATTRIBUTE_BYTES)
                .putInt(COOKIE)
                .put(transaction);
    }

    private void serve(Answer answer) {
        byte[] buffer = new byte[1500];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                byte[] transaction = new byte[TRANSACTION_BYTES];
                System.arraycopy(buffer, TRANSACTION_OFFSET, transaction, 0, TRANSACTION_BYTES);
                byte[] response = new byte[MESSAGE_BYTES];
                answer.write(ByteBuffer.wrap(response), transaction, (InetSocketAddress) packet.getSocketAddress());
                socket.send(new DatagramPacket(response, response.length, packet.getSocketAddress()));
            } catch (IOException e) {
                // Closed, which the condition of the loop sees.
            }
        }
    }

    String url() {
        return "stun:" + socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
    }
}
