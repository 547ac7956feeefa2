package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.MalformedStunException;
import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunIntegrity;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunMethod;
import io.github.datachannel4j.ice.stun.StunWriter;
import io.github.datachannel4j.ice.stun.TransactionId;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A peer on a bare socket: it answers all checks, and sends those that a test wants. It can move to another port. Two of them are one peer with
 * two addresses.
 */
final class BarePeer implements AutoCloseable {
    static final IceParameters PARAMETERS = IceParameters.of("bare", "aPasswordOfTheBarePeer");

    private static final long LEAST_PRIORITY = 1;

    private final IceParameters theirs;
    private final InetSocketAddress their;
    private final long priority;
    private final IceRole role;

    /** How often it has been nominated. */
    final AtomicInteger nominations = new AtomicInteger();

    final BlockingQueue<byte[]> data = new LinkedBlockingQueue<>();
    private volatile DatagramSocket socket = socket();

    BarePeer(IceParameters theirs, IceCandidate their) {
        this(theirs, their, LEAST_PRIORITY);
    }

    /** @param priority that its checks tell of its address */
    BarePeer(IceParameters theirs, IceCandidate their, long priority) {
        this(theirs, their, priority, IceRole.CONTROLLING);
    }

    BarePeer(IceParameters theirs, IceCandidate their, long priority, IceRole role) {
        this.role = role;
        this.priority = priority;
        this.theirs = theirs;
        this.their = new InetSocketAddress(LiteralAddress.parse(their.address()), their.port());
        listen(socket);
    }

    private static DatagramSocket socket() {
        try {
            return new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What comes to the old port is lost from now on. */
    void move() {
        socket.close();
        socket = socket();
        listen(socket);
    }

    void check(boolean nominates) throws IOException {
        StunWriter check = StunWriter.request(StunMethod.BINDING, TransactionId.random(new SecureRandom()))
                .text(StunAttribute.USERNAME, theirs.usernameFragment() + ":" + PARAMETERS.usernameFragment())
                .number32(StunAttribute.PRIORITY, priority)
                .number64(
                        role == IceRole.CONTROLLING ? StunAttribute.ICE_CONTROLLING : StunAttribute.ICE_CONTROLLED, 1);
        if (nominates) {
            check.flag(StunAttribute.USE_CANDIDATE);
        }
        send(
                socket,
                check.integrity(StunIntegrity.shortTermKey(theirs.password()))
                        .fingerprint()
                        .toBytes());
    }

    private void send(DatagramSocket from, byte[] bytes) throws IOException {
        from.send(new DatagramPacket(bytes, bytes.length, their));
    }

    private void listen(DatagramSocket on) {
        Thread.ofPlatform().daemon().name("bare peer").start(() -> {
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            while (!on.isClosed()) {
                try {
                    on.receive(packet);
                    take(on, Arrays.copyOf(packet.getData(), packet.getLength()));
                } catch (IOException | MalformedStunException e) {
                    // Closed, which the condition sees.
                }
            }
        });
    }

    private void take(DatagramSocket on, byte[] bytes) throws IOException, MalformedStunException {
        if (!StunMessage.isStun(bytes[0])) {
            data.add(bytes);
            return;
        }
        StunMessage message = StunMessage.parse(bytes, 0, bytes.length);
        if (message.has(StunAttribute.USE_CANDIDATE)) {
            nominations.incrementAndGet();
        }
        if (message.messageClass() == StunClass.REQUEST) {
            send(
                    on,
                    StunWriter.success(message)
                            .xorAddress(StunAttribute.XOR_MAPPED_ADDRESS, their)
                            .integrity(StunIntegrity.shortTermKey(PARAMETERS.password()))
                            .fingerprint()
                            .toBytes());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
