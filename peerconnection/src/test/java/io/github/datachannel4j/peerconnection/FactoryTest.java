package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many peers on one port, and what is left when they are gone. */
@Timeout(120)
class FactoryTest {
    private static final PeerConnectionConfig CLIENTS = PeerConnectionConfig.defaults()
            .withNetwork(NetworkOptions.loopbackOnly().withPortPerConnection());

    @Test
    void serves100PeersOnOnePort() {
        try (PeerConnectionFactory server = PeerConnectionFactory.create(TwoPeers.config());
                PeerConnectionFactory clients = PeerConnectionFactory.create(CLIENTS)) {
            List<CompletableFuture<String>> echoes = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                echoes.add(connect(server, clients, "peer " + i));
            }

            for (int i = 0; i < 100; i++) {
                assertThat(await(echoes.get(i))).isEqualTo("echo: peer " + i);
            }
            assertThat(server.connectionCount()).isEqualTo(100);
        }
    }

    private static CompletableFuture<String> connect(
            PeerConnectionFactory server, PeerConnectionFactory clients, String text) {
        PeerConnection atServer = server.newPeerConnection();
        atServer.onDataChannel(channel -> channel.onText(received -> channel.send("echo: " + received)));
        PeerConnection client = clients.newPeerConnection();
        CompletableFuture<String> echo = new CompletableFuture<>();
        DataChannel channel = client.createDataChannel("echo");
        channel.onText(echo::complete);
        channel.onOpen(() -> channel.send(text));
        await(client.setLocalDescription());
        await(atServer.setRemoteDescription(await(client.gatheringComplete())));
        await(atServer.setLocalDescription());
        SessionDescription answer = await(atServer.gatheringComplete());
        assertThat(answer.sdp()).contains(" " + server.udpPort() + " typ host");
        await(client.setRemoteDescription(answer));
        return echo;
    }

    @Test
    void leavesNoThreadAndNoDescriptorBehind() throws InterruptedException {
        oneLife(); // Loads and starts what a JVM needs once.
        Set<Thread> threadsBefore = threads();
        int descriptorsBefore = descriptors();

        for (int i = 0; i < 5; i++) {
            oneLife();
        }

        Set<Thread> left = threads();
        left.removeAll(threadsBefore);
        for (Thread thread : left) {
            // It has ended its work, and may be about to end itself.
            assertThat(thread.join(Duration.ofSeconds(5))).as(thread.getName()).isTrue();
        }
        assertThat(descriptors()).isLessThanOrEqualTo(descriptorsBefore);
    }

    private static void oneLife() {
        try (TwoPeers peers = new TwoPeers()) {
            peers.open();
        }
        try (PeerConnectionFactory server = PeerConnectionFactory.create(TwoPeers.config());
                PeerConnectionFactory clients = PeerConnectionFactory.create(CLIENTS)) {
            await(connect(server, clients, "x"));
        }
    }

    /** Of ours and of the libraries below; those of the JDK's pools come and go by themselves. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches(".*(datachannel4j|ice4j|netty).*"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static int descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }

    @Test
    void saysWhichPortCannotBeHad() {
        try (PeerConnectionFactory first = PeerConnectionFactory.create(TwoPeers.config())) {
            PeerConnectionConfig samePort =
                    TwoPeers.config().withNetwork(NetworkOptions.loopbackOnly().withUdpPort(first.udpPort()));

            assertThatThrownBy(() -> PeerConnectionFactory.create(samePort))
                    .isInstanceOf(WebRtcException.class)
                    .hasMessageContaining(String.valueOf(first.udpPort()));
        }
    }

    @Test
    void makesNothingOnceClosed() {
        PeerConnectionFactory factory = PeerConnectionFactory.create(TwoPeers.config());
        PeerConnection open = factory.newPeerConnection();
        factory.close();
        factory.close();

        assertThat(open.connectionState()).isEqualTo(PeerConnectionState.CLOSED);
        assertThat(Failures.name(factory::newPeerConnection)).isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
    }

    @Test
    void usesTheFactorysCertificate() {
        try (PeerConnectionFactory factory = PeerConnectionFactory.create(TwoPeers.config())) {
            PeerConnection pc = factory.newPeerConnection();
            pc.createDataChannel("x");

            assertThat(await(pc.createOffer()).sdp())
                    .contains("a=fingerprint:" + factory.certificate().fingerprint());
        }
    }
}
