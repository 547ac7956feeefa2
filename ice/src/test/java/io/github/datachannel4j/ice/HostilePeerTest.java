package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes to a port from strangers does not disturb those who are on it. */
class HostilePeerTest {
    private final TestNetworks networks = new TestNetworks(2);
    private IceNetwork server;
    private TestPeer served;
    private TestPeer client;
    private DatagramSocket stranger;

    @BeforeEach
    void connect() throws IOException {
        server = networks.shared();
        served = new TestPeer(server, TestPeer.controlled());
        client = networks.peer(TestPeer.controlling());
        TestPeer.connect(client, served);
        client.awaitConnected();
        served.awaitConnected();
        stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        stranger.setSoTimeout(10_000);
    }

    @AfterEach
    void close() {
        stranger.close();
        networks.close();
    }

    private void send(byte[] bytes) throws IOException {
        InetSocketAddress to = server.localAddresses().getFirst();
        stranger.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private void assertStillServes() {
        client.send("still there?");
        assertThat(served.receive()).isEqualTo("still there?");
        assertThat(served.states).doesNotContain(IceConnectionState.FAILED, IceConnectionState.DISCONNECTED);
    }

    private StunWriter check(String password) {
        IceParameters target = served.ask(IceAgent::localParameters);
        IceParameters peer = client.ask(IceAgent::localParameters);
        return StunWriter.request(StunMethod.BINDING, TransactionId.random(new SecureRandom()))
                .text(StunAttribute.USERNAME, target.usernameFragment() + ":" + peer.usernameFragment())
                .number64(StunAttribute.ICE_CONTROLLING, 1)
                .number32(StunAttribute.PRIORITY, 1)
                .integrity(StunIntegrity.shortTermKey(password));
    }

    @Test
    void garbageIsDroppedAndCounted() throws IOException {
        Random random = new Random(4711);
        int count = 100;
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[random.nextInt(1, 200)];
            random.nextBytes(bytes);
            send(bytes);
        }
        send(new byte[0]);
        served.await(
                () -> server.stats().datagramsUnroutable() + server.stats().stunMalformed() >= count,
                () -> "garbage to be counted");
        assertThat(served.data).isEmpty();
        assertStillServes();
    }

    @Test
    void dataFromAStrangersAddressIsNotPassedOn() throws IOException {
        long before = server.stats().datagramsUnroutable();
        send(new byte[] {23, 1, 2, 3});
        served.await(() -> server.stats().datagramsUnroutable() > before, () -> "the stranger's datagram");
        assertThat(served.data).isEmpty();
    }

    @Test
    void aCheckWithAWrongPasswordIsNotAnswered() throws IOException {
        long before = server.stats().stunUnauthentic();
        send(check("wrongPasswordOfEnoughLength").fingerprint().toBytes());
        served.await(() -> server.stats().stunUnauthentic() > before, () -> "the check to be refused");
        assertThat(served.stats().pairs()).hasSize(1);
        assertStillServes();
    }

    @Test
    void aRightCheckFromANewAddressIsAnsweredAfterCompletion() throws Exception {
        String password = served.ask(IceAgent::localParameters).password();
        byte[] request = check(password).fingerprint().toBytes();
        send(request);
        byte[] buffer = new byte[2048];
        StunMessage answer;
        do {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            stranger.receive(packet);
            answer = StunMessage.parse(buffer, 0, packet.getLength());
            // The triggered check of the other side may come first.
        } while (answer.messageClass() == StunClass.REQUEST);
        assertThat(answer.messageClass()).isEqualTo(StunClass.SUCCESS);
        assertThat(answer.isAuthentic(StunIntegrity.shortTermKey(password))).isTrue();
        assertThat(answer.xorAddress(StunAttribute.XOR_MAPPED_ADDRESS))
                .isEqualTo(new InetSocketAddress(stranger.getLocalAddress(), stranger.getLocalPort()));
        assertStillServes();
    }

    @Test
    void anUnknownAttributeThatIsRequiredIsRefusedByName() throws Exception {
        String password = served.ask(IceAgent::localParameters).password();
        IceParameters target = served.ask(IceAgent::localParameters);
        IceParameters peer = client.ask(IceAgent::localParameters);
        send(StunWriter.request(StunMethod.BINDING, TransactionId.random(new SecureRandom()))
                .text(StunAttribute.USERNAME, target.usernameFragment() + ":" + peer.usernameFragment())
                .flag(0x7ABC)
                .integrity(StunIntegrity.shortTermKey(password))
                .toBytes());
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        stranger.receive(packet);
        StunMessage answer = StunMessage.parse(packet.getData(), 0, packet.getLength());
        assertThat(answer.errorCode()).isEqualTo(420);
        assertThat(answer.value(StunAttribute.UNKNOWN_ATTRIBUTES)).containsExactly(0x7A, 0xBC);
    }

    @Test
    void aForgedAnswerDoesNotEndACheck() throws IOException {
        // A success for a transaction that nobody has: there is nothing to guess it from.
        StunMessage request;
        try {
            byte[] bytes = check("wrongPasswordOfEnoughLength").toBytes();
            request = StunMessage.parse(bytes, 0, bytes.length);
        } catch (io.github.datachannel4j.ice.stun.MalformedStunException e) {
            throw new AssertionError(e);
        }
        send(StunWriter.success(request)
                .xorAddress(StunAttribute.XOR_MAPPED_ADDRESS, TestStunServer.PUBLIC)
                .toBytes());
        assertStillServes();
    }

    @Test
    void anAddressBelongsToTheAgentThatConnectedLast() {
        // Both ports are shared: what comes from one to the other can belong to one connection only.
        IceNetwork clients = networks.shared();
        TestPeer first = new TestPeer(clients, TestPeer.controlling());
        TestPeer firstServed = new TestPeer(server, TestPeer.controlled());
        TestPeer.connect(first, firstServed);
        first.awaitConnected();
        firstServed.awaitConnected();

        TestPeer second = new TestPeer(clients, TestPeer.controlling());
        TestPeer secondServed = new TestPeer(server, TestPeer.controlled());
        TestPeer.connect(second, secondServed);
        second.awaitConnected();
        secondServed.awaitConnected();
        firstServed.awaitState(IceConnectionState.FAILED);
        second.send("mine now");
        assertThat(secondServed.receive()).isEqualTo("mine now");
        assertThat(server.stats().addressTakeovers()).isEqualTo(1);
        assertStillServes();
    }
}
