package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Addresses of the machine that come and go. */
class AddressChangeTest {
    private static final InetAddress HOME = address("127.0.0.1");
    private static final InetAddress AWAY = address("127.0.0.2");

    private final TestNetworks networks = new TestNetworks(1);

    private static InetAddress address(String literal) {
        return Objects.requireNonNull(LiteralAddress.parse(literal));
    }

    @AfterEach
    void close() {
        networks.close();
    }

    @Test
    void tellsAChangeOnceAndNothingWhileThereIsNoAddressAtAll() throws InterruptedException {
        BlockingQueue<List<InetAddress>> looks = new LinkedBlockingQueue<>(
                List.of(List.of(HOME), List.of(), List.of(AWAY), List.of(AWAY), List.of(HOME)));
        BlockingQueue<List<InetAddress>> told = new LinkedBlockingQueue<>();
        AddressWatch watch = new AddressWatch(
                networks.loops().next(),
                Duration.ofMillis(1),
                List.of(HOME),
                () -> looks.size() > 1 ? looks.remove() : looks.element(),
                told::add);
        watch.start();
        assertThat(told.poll(20, TimeUnit.SECONDS)).containsExactly(AWAY);
        assertThat(told.poll(20, TimeUnit.SECONDS)).containsExactly(HOME);
        watch.close();
        assertThat(told).isEmpty();
    }

    @Test
    void opensSocketsOnNewAddressesAndTakesAnOldOneBack() {
        UdpPort port = UdpPort.open(
                List.of(new InetSocketAddress(HOME, 0)),
                new UdpPort.Sharing(1 << 16, List.of(networks.loops().next())),
                new NetworkCounters());
        UdpSocket home = port.sockets().getFirst();
        port.update(List.of(AWAY));
        assertThat(port.sockets())
                .singleElement()
                .satisfies(socket -> assertThat(socket.address().getAddress()).isEqualTo(AWAY));
        port.update(List.of(HOME, AWAY));
        assertThat(port.sockets()).hasSize(2).contains(home);
        port.update(List.of());
        assertThat(port.sockets()).hasSize(2);
        port.close();
    }

    private static List<InetAddress> addresses(UdpPort port) {
        return port.tcpPaths().stream().map(path -> path.address().getAddress()).toList();
    }

    @Test
    void listensOnNewAddressesAndOffersThoseThatAreGoneNoMore() throws IOException {
        UdpPort port = UdpPort.open(
                List.of(), new UdpPort.Sharing(1 << 16, List.of(networks.loops().next())), new NetworkCounters());
        port.listen(handler -> TcpPort.open(List.of(HOME), 0, networks.loops().next(), new NetworkCounters(), handler));
        TcpPath home = port.tcpPaths().getFirst();
        port.update(List.of(AWAY));
        assertThat(addresses(port)).containsExactly(AWAY);
        InetSocketAddress away = port.tcpPaths().getFirst().address();
        assertThat(away.getPort())
                .as("the port of the other address")
                .isEqualTo(home.address().getPort());
        try (Socket client = new Socket(away.getAddress(), away.getPort())) {
            assertThat(client.isConnected()).isTrue();
        }

        port.update(List.of(HOME, AWAY));
        assertThat(port.tcpPaths()).hasSize(2).contains(home);
        port.update(List.of());
        assertThat(port.tcpPaths()).hasSize(2);
        port.close();
    }

    @Test
    void offersTheTcpPortOfANewAddress() {
        IceNetwork network = networks.open(IceNetworkConfig.perAgent()
                .withTcp(IceTcpConfig.off().withPassivePort(0).withoutUdp()));
        TestPeer server = new TestPeer(network, TestPeer.controlled());
        server.call(agent -> ((NettyIceAgent) agent).onAddresses(List.of(AWAY)));
        TestPeer client = new TestPeer(
                networks.open(IceNetworkConfig.perAgent()
                        .withTcp(IceTcpConfig.off().withActive().withoutUdp())),
                TestPeer.controlling());
        TestPeer.connect(client, server);
        TestPeer.assertConnected(client, server);
        assertThat(server.candidates).extracting(IceCandidate::address).containsExactly("127.0.0.2");
    }

    @Test
    void isDisconnectedAtOnceAndAsksForARestartWhenItsAddressIsGone() {
        TestPeer one = networks.peer(TestPeer.controlling());
        TestPeer other = networks.peer(TestPeer.controlled());
        TestPeer.connect(one, other);
        one.awaitState(IceConnectionState.COMPLETED);
        one.call(agent -> ((NettyIceAgent) agent).onAddresses(List.of(AWAY)));
        assertThat(one.networkChanges).hasValue(1);
        assertThat(one.states).contains(IceConnectionState.DISCONNECTED);

        one.call(IceAgent::restart);
        other.call(IceAgent::restart);
        TestPeer.connect(one, other);
        one.await(
                () -> one.selected.getLast().local().address().equals("127.0.0.2"),
                () -> "a pair with the new address, not " + one.selected);
        one.send("from elsewhere");
        assertThat(other.receive()).isEqualTo("from elsewhere");
    }

    @Test
    void leavesAConnectionThatWorksAlone() {
        TestPeer one = networks.peer(TestPeer.controlling());
        TestPeer other = networks.peer(TestPeer.controlled());
        TestPeer.connect(one, other);
        one.awaitState(IceConnectionState.COMPLETED);
        one.call(agent -> ((NettyIceAgent) agent).onAddresses(List.of(HOME, AWAY)));
        assertThat(one.networkChanges).hasValue(0);
        assertThat(one.states).doesNotContain(IceConnectionState.DISCONNECTED);
    }
}
