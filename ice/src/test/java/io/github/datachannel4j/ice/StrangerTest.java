package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunIntegrity;
import io.github.datachannel4j.ice.stun.StunMethod;
import io.github.datachannel4j.ice.stun.StunWriter;
import io.github.datachannel4j.ice.stun.TransactionId;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Peers that come without signaling: who is let in, and what the others leave behind. */
class StrangerTest {
    private static final String PASSWORD = "thisPasswordIsOnThePage";
    private static final String PEERS_PASSWORD = "aPasswordOfTheBrowsers24";

    private final TestNetworks networks = new TestNetworks(2);
    private final IceNetwork server = networks.shared();
    private final List<Stranger> strangers = new CopyOnWriteArrayList<>();
    private final List<TestPeer> served = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeAll() {
        networks.close();
    }

    private void serve(Stranger stranger) {
        strangers.add(stranger);
        TestPeer peer =
                new TestPeer(server, TestPeer.controlled().withLite(true).withCredentials(stranger.local()));
        peer.agent.loop().execute(() -> {
            peer.agent.setRemoteParameters(stranger.remote());
            peer.agent.gather();
            peer.agent.start();
        });
        served.add(peer);
    }

    @Test
    void connectsAPeerThatOnlyKnowsTheAddress() {
        server.admitStrangers(StrangerAccess.withPassword(PASSWORD), this::serve);
        TestPeer page = networks.peer(TestPeer.controlling());
        InetSocketAddress address = server.localAddresses().getFirst();
        page.call(agent -> {
            String own = agent.localParameters().password();
            agent.setRemoteParameters(new IceParameters(own, PASSWORD, true));
            agent.addRemoteCandidate(
                    IceCandidate.parse("candidate:1 1 udp 2113937151 127.0.0.1 " + address.getPort() + " typ host"));
            agent.gather();
            agent.start();
        });

        page.awaitConnected();
        served.getFirst().awaitConnected();
        page.send("let me in");
        assertThat(served.getFirst().receive()).isEqualTo("let me in");
        IceParameters known = page.ask(IceAgent::localParameters);
        assertThat(strangers).singleElement().satisfies(stranger -> {
            assertThat(stranger.remote()).isEqualTo(known);
            assertThat(stranger.remote().password()).isEqualTo(known.password());
        });
    }

    @Test
    void leavesNothingBehindForChecksThatAreNotValid() throws IOException {
        server.admitStrangers(StrangerAccess.withPassword(PASSWORD), this::serve);
        int each = 200;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < each; i++) {
                send(socket, check(PEERS_PASSWORD + i, "anotherPasswordOfGoodSize"));
                send(
                        socket,
                        StunWriter.request(StunMethod.BINDING, TransactionId.random(new SecureRandom()))
                                .text(StunAttribute.USERNAME, PEERS_PASSWORD + ":page")
                                .fingerprint()
                                .toBytes());
                send(socket, new byte[] {(byte) (i & 3), 1, 2, 3});
                send(socket, new byte[] {22, (byte) 0xFE, (byte) 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1});
            }
            awaitReceived(4L * each);
        }
        assertThat(strangers).isEmpty();
        IceNetworkStats stats = server.stats();
        assertThat(stats.agents()).isZero();
        assertThat(stats.datagramsSent()).isZero();
        assertThat(stats.stunUnauthentic()).isEqualTo(2L * each);
        assertThat(stats.stunMalformed()).isEqualTo(each);
        assertThat(stats.datagramsUnroutable()).isEqualTo(3L * each);
    }

    @Test
    void letsInOnlySoManyFromOneAddress() throws IOException {
        server.admitStrangers(StrangerAccess.withPassword(PASSWORD).withRates(1000, 5), strangers::add);
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 50; i++) {
                send(socket, check(PEERS_PASSWORD + i, PASSWORD));
            }
            awaitReceived(50);
        }
        // The checks may have come in more than one of the windows that a second is long.
        assertThat(strangers).hasSizeBetween(5, 45);
        assertThat(server.stats().strangersRefused()).isEqualTo(50 - strangers.size());
    }

    @Test
    void doesNotLetAnybodyInUnlessAsked() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            send(socket, check(PEERS_PASSWORD, PASSWORD));
            awaitReceived(1);
        }
        assertThat(server.stats().datagramsUnroutable()).isEqualTo(1);
        assertThat(server.stats().agents()).isZero();
        assertThatThrownBy(() -> networks.open(IceNetworkConfig.perAgent())
                        .admitStrangers(StrangerAccess.withPassword(PASSWORD), strangers::add))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> StrangerAccess.withPassword("short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ice-pwd");
    }

    private static byte[] check(String fragment, String password) {
        return StunWriter.request(StunMethod.BINDING, TransactionId.random(new SecureRandom()))
                .text(StunAttribute.USERNAME, fragment + ":page")
                .number32(StunAttribute.PRIORITY, 1)
                .number64(StunAttribute.ICE_CONTROLLING, 1)
                .flag(StunAttribute.USE_CANDIDATE)
                .integrity(StunIntegrity.shortTermKey(password))
                .fingerprint()
                .toBytes();
    }

    private void send(DatagramSocket socket, byte[] bytes) throws IOException {
        socket.send(
                new DatagramPacket(bytes, bytes.length, server.localAddresses().getFirst()));
    }

    private void awaitReceived(long datagrams) {
        TestPeer clock = networks.peer(
                TestPeer.controlling().withTimings(IceTimings.defaults().withConnectTimeout(Duration.ofSeconds(30))));
        clock.await(() -> server.stats().datagramsReceived() >= datagrams, () -> datagrams + " datagrams");
        // The last one has been counted, and may still be in the handler.
        clock.await(() -> clock.ask(agent -> true), () -> "its loop");
    }
}
