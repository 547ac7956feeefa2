package io.github.datachannel4j.interop.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.Accounting;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Batch;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.Connection;
import io.github.datachannel4j.interop.peer.Mode;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.RemotePeer;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.interop.peer.StackProcess;
import io.github.datachannel4j.interop.setup.MachineAddress;
import io.github.datachannel4j.peerconnection.IceServer;
import io.github.datachannel4j.peerconnection.IceTransportPolicy;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both sides have nothing but a relay, which they reach over TCP or TLS: as in a network that lets only port 443 through. */
@Order(9)
class BrowserRelayTest {
    private static final Batch MEGABYTES = Batch.binary(64, 64 * 1024);

    private static final String ADDRESS = MachineAddress.ipv4();

    /** Firefox uses TURN over TLS only with a host name, and nobody here has one. */
    private static final String NAME = "turn.test";

    private static final List<String> RESOLVING =
            List.of("env", "FIREFOX_PREFS={\"network.dns.forceResolve\":\"" + ADDRESS + "\"}");

    /** The ways to the server. */
    enum Way {
        UDP,
        TCP,
        TLS
    }

    private static Coturn coturn;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        coturn = Coturn.start(CoturnPlace.at(ADDRESS), Coturn.USERS);
    }

    @AfterAll
    static void stop() throws IOException {
        coturn.close();
    }

    static Stream<Arguments> browsersAndWays() {
        return Stream.of(Stack.CHROMIUM, Stack.FIREFOX)
                .flatMap(browser -> Stream.of(Way.values()).map(way -> Arguments.of(browser, way)));
    }

    @ParameterizedTest
    @MethodSource("browsersAndWays")
    void relaysToABrowserThatIsRelayed(Stack browser, Way way) throws IOException {
        if (browser == Stack.FIREFOX && way == Way.TLS) {
            try (StackProcess firefox = StackProcess.start(browser, RESOLVING)) {
                assertRelays(firefox.open(PeerOptions.COUNT.onlyRelayedBy(server(way, NAME))), way);
            }
        } else {
            assertRelays(Stage.open(browser, PeerOptions.COUNT.onlyRelayedBy(server(way, ADDRESS))), way);
        }
    }

    private static void assertRelays(RemotePeer them, Way way) throws IOException {
        OurPeer us = new OurPeer(
                PeerConnection.create(PeerConnectionConfig.defaults()
                        .withIceServers(server(way, ADDRESS).withTrustedCertificates(coturn.certificate()))
                        .withIceTransportPolicy(IceTransportPolicy.RELAY)),
                Mode.COUNT);
        try (Pair pair = new Pair(us, them, new Connection(them, us))) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("relayed over " + way));

            assertArrives(ends.ours(), ends.theirs());
            assertArrives(ends.theirs(), ends.ours());
            assertThat(relayProtocols(them)).containsOnly(way.name().toLowerCase(Locale.ROOT));
        }
    }

    private static IceServer server(Way way, String host) {
        String url = switch (way) {
            case UDP -> coturn.turnUrl();
            case TCP -> coturn.turnUrlOverTcp();
            case TLS -> coturn.turnUrlOverTls() + "?transport=tcp";
        };
        return IceServer.of(url.replace(ADDRESS, host), Coturn.USER, Coturn.PASSWORD);
    }

    private static List<String> relayProtocols(RemotePeer them) {
        return Stream.of(them.stats())
                .flatMap(report ->
                        Stream.iterate(0, i -> i < report.size(), i -> i + 1).map(report::get))
                .filter(entry -> entry.path("type").asText().equals("local-candidate"))
                .filter(entry -> entry.path("candidateType").asText().equals("relay"))
                .map(entry -> entry.path("relayProtocol").asText())
                .toList();
    }

    private static void assertArrives(PeerChannel from, PeerChannel to) {
        from.send(MEGABYTES);
        Accounting report = Await.outcome(to.expect(MEGABYTES.count()), "relayed messages at " + to);
        assertThat(report)
                .isEqualTo(new Accounting(MEGABYTES.count(), MEGABYTES.totalBytes(), 0, 0, 0, MEGABYTES.count() - 1));
    }
}
