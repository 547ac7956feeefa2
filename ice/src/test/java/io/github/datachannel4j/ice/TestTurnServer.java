package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.MalformedStunException;
import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunIntegrity;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunMethod;
import io.github.datachannel4j.ice.stun.StunWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A TURN server on loopback that authenticates in one of several ways and then answers what the test says. It relays nothing. */
final class TestTurnServer implements AutoCloseable {
    static final String USER = "alice";
    static final String PASSWORD = "opensesame";
    static final String REALM = "turn.test";
    static final InetSocketAddress RELAYED = new InetSocketAddress(LiteralAddress.parse("203.0.113.20"), 50000);

    private static final byte[] SHA_256_AND_MD5 = {0, 2, 0, 0, 0, 1, 0, 0};
    private static final byte[] SHA_256_KEY = StunIntegrity.longTermKeySha256(USER, REALM, PASSWORD);
    private static final byte[] MD5_KEY = StunIntegrity.longTermKey(USER, REALM, PASSWORD);

    /** How it wants to be asked. */
    enum Scheme {
        MD5("plainNonce"),
        SHA_256("obMatJos2gAAAnonce"),
        SHA_256_WITH_USERHASH("obMatJos2wAAAnonce"),
        /** As MD5, but the nonce gives away that password algorithms have been removed on the way. */
        BID_DOWN("obMatJos2gAAAnonce");

        private final String nonce;

        Scheme(String nonce) {
            this.nonce = nonce;
        }

        boolean isSha256() {
            return this == SHA_256 || this == SHA_256_WITH_USERHASH;
        }
    }

    private final Scheme scheme;
    private final Function<StunMessage, StunWriter> answer;
    private final DatagramSocket socket;

    /** The authenticated Allocate requests, one for each transaction. */
    final List<StunMessage> allocates = new CopyOnWriteArrayList<>();

    /** Where they came from. */
    final List<InetSocketAddress> clients = new CopyOnWriteArrayList<>();

    TestTurnServer(Scheme scheme, Function<StunMessage, StunWriter> answer) {
        this(scheme, answer, "127.0.0.1");
    }

    TestTurnServer(Scheme scheme, Function<StunMessage, StunWriter> answer, String address) {
        this.scheme = scheme;
        this.answer = answer;
        try {
            socket = new DatagramSocket(0, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("turn-server").start(this::serve);
    }

    static StunWriter allocated(StunMessage request) {
        return StunWriter.success(request)
                .xorAddress(StunAttribute.XOR_RELAYED_ADDRESS, RELAYED)
                .xorAddress(StunAttribute.XOR_MAPPED_ADDRESS, RELAYED)
                .number32(StunAttribute.LIFETIME, 600);
    }

    static Function<StunMessage, StunWriter> refusing(int code, String reason) {
        return request -> StunWriter.error(request, code, reason);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    IceServer iceServer() {
        return IceServer.of(
                "turn:" + (address().getAddress() instanceof Inet6Address ? "[::1]" : "127.0.0.1") + ":"
                        + socket.getLocalPort(),
                USER,
                PASSWORD);
    }

    private void serve() {
        byte[] buffer = new byte[2048];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                StunMessage request = StunMessage.parse(buffer, 0, packet.getLength());
                byte[] response = respond(request.copy(), (InetSocketAddress) packet.getSocketAddress());
                socket.send(new DatagramPacket(response, response.length, packet.getSocketAddress()));
            } catch (IOException | MalformedStunException e) {
                // Closed, or garbage: the loop's condition decides.
            }
        }
    }

    private byte[] respond(StunMessage request, InetSocketAddress client) {
        if (!isAuthentic(request)) {
            return challenge(request).toBytes();
        }
        if (request.method() == StunMethod.ALLOCATE) {
            allocates.add(request);
            clients.add(client);
            return sign(answer.apply(request));
        }
        return sign(StunWriter.success(request));
    }

    private StunWriter challenge(StunMessage request) {
        StunWriter challenge = StunWriter.error(request, 401, "Unauthorized")
                .text(StunAttribute.REALM, REALM)
                .text(StunAttribute.NONCE, scheme.nonce);
        return scheme.isSha256() ? challenge.bytes(StunAttribute.PASSWORD_ALGORITHMS, SHA_256_AND_MD5) : challenge;
    }

    private boolean isAuthentic(StunMessage request) {
        if (!scheme.isSha256()) {
            return USER.equals(request.text(StunAttribute.USERNAME)) && request.isAuthentic(MD5_KEY);
        }
        boolean isUser = scheme == Scheme.SHA_256_WITH_USERHASH
                ? Arrays.equals(request.value(StunAttribute.USERHASH), StunIntegrity.userHash(USER, REALM))
                        && !request.has(StunAttribute.USERNAME)
                : USER.equals(request.text(StunAttribute.USERNAME));
        return isUser
                && Arrays.equals(request.value(StunAttribute.PASSWORD_ALGORITHMS), SHA_256_AND_MD5)
                && request.number32(StunAttribute.PASSWORD_ALGORITHM) == 2L << 16
                && !request.has(StunAttribute.MESSAGE_INTEGRITY)
                && request.isAuthenticSha256(SHA_256_KEY);
    }

    private byte[] sign(StunWriter response) {
        return (scheme.isSha256() ? response.integritySha256(SHA_256_KEY) : response.integrity(MD5_KEY)).toBytes();
    }

    @Override
    public void close() {
        socket.close();
    }
}
