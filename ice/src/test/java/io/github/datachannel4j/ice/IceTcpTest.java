package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** ICE over TCP between two of ours. */
class IceTcpTest {
    private final TestNetworks networks = new TestNetworks(2);

    @AfterEach
    void close() {
        networks.close();
    }

    private IceNetwork server(IceTcpConfig tcp) {
        return networks.open(IceNetworkConfig.shared(0).withTcp(tcp));
    }

    private TestPeer client(IceTcpConfig tcp, IceAgentConfig config) {
        return new TestPeer(networks.open(IceNetworkConfig.perAgent().withTcp(tcp)), config);
    }

    private static IceTcpConfig passive() {
        return IceTcpConfig.off().withPassivePort(0);
    }

    private static IceTcpConfig active() {
        return IceTcpConfig.off().withActive();
    }

    private static void assertCarries(TestPeer one, TestPeer other) {
        for (int i = 0; i < 20; i++) {
            one.send("there " + i + "x".repeat(1200));
            assertThat(other.receive()).startsWith("there " + i + "x");
            other.send("back " + i);
            assertThat(one.receive()).isEqualTo("back " + i);
        }
    }

    @Test
    void connectsWithoutAnyUdpWhicheverSideControls() {
        IceNetwork server = server(passive().withoutUdp());
        for (boolean serverControls : new boolean[] {false, true}) {
            TestPeer peer = new TestPeer(server, serverControls ? TestPeer.controlling() : TestPeer.controlled());
            TestPeer client =
                    client(active().withoutUdp(), serverControls ? TestPeer.controlled() : TestPeer.controlling());
            TestPeer.connect(client, peer);
            client.awaitConnected();
            peer.awaitConnected();
            assertCarries(client, peer);
            assertThat(peer.candidates).singleElement().satisfies(candidate -> {
                assertThat(candidate.protocol()).isEqualTo("tcp");
                assertThat(candidate.tcpType()).isEqualTo("passive");
                assertThat(candidate.priority() >>> 24).isEqualTo(90);
            });
            assertThat(client.candidates.getFirst().tcpType()).isEqualTo("active");
            assertThat(client.candidates.getFirst().port()).isEqualTo(9);
            assertThat(peer.ask(IceAgent::selectedPair).remote().protocol()).isEqualTo("tcp");
        }
    }

    @Test
    void servesManyOnOnePort() {
        IceNetwork server = server(passive().withoutUdp());
        List<TestPeer> clients = new ArrayList<>();
        List<TestPeer> peers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(client(active().withoutUdp(), TestPeer.controlling()));
            peers.add(new TestPeer(server, TestPeer.controlled()));
            TestPeer.connect(clients.get(i), peers.get(i));
        }
        for (int i = 0; i < 5; i++) {
            clients.get(i).awaitConnected();
            peers.get(i).awaitConnected();
            clients.get(i).send("I am " + i);
            assertThat(peers.get(i).receive()).isEqualTo("I am " + i);
        }
    }

    @Test
    void prefersUdpWhereThatWorks() {
        TestPeer peer = new TestPeer(server(passive()), TestPeer.controlled());
        TestPeer client = client(active(), TestPeer.controlling());
        TestPeer.connect(client, peer);
        client.awaitConnected();
        peer.awaitConnected();
        assertThat(client.ask(IceAgent::selectedPair).local().protocol()).isEqualTo("udp");
        assertCarries(client, peer);
    }

    @Test
    void takesOnlySoManyStrangersOfOneAddress() throws IOException {
        IceNetwork server = server(passive().withoutUdp());
        InetSocketAddress address = server.localTcpAddresses().getFirst();
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                strangers.add(new Socket(address.getAddress(), address.getPort()));
            }
            try (Socket oneTooMany = new Socket(address.getAddress(), address.getPort())) {
                oneTooMany.setSoTimeout(10_000);
                assertThat(endsAtOnce(oneTooMany)).isTrue();
            }
            InetAddress other = TestNetworks.otherLoopback();
            try (Socket ofAnother = new Socket(address.getAddress(), address.getPort(), other, 0)) {
                ofAnother.setSoTimeout(300);
                assertThat(endsAtOnce(ofAnother)).isFalse();
            }
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }

    private static boolean endsAtOnce(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void servesItsPeersWhileStrangersAreConnected() throws IOException {
        IceNetwork server = server(passive().withoutUdp());
        InetSocketAddress address = server.localTcpAddresses().getFirst();
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket stranger = new Socket(address.getAddress(), address.getPort());
                stranger.getOutputStream().write(new byte[] {0, 4, 'j', 'u', 'n', 'k', 0});
                strangers.add(stranger);
            }
            TestPeer peer = new TestPeer(server, TestPeer.controlled());
            TestPeer client = client(active().withoutUdp(), TestPeer.controlling());
            TestPeer.connect(client, peer);
            client.awaitConnected();
            peer.awaitConnected();
            assertCarries(client, peer);
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }
}
