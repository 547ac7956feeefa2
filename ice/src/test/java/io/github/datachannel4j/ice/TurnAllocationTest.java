package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of allocations on a TURN server, over UDP and TCP. */
class TurnAllocationTest {
    private static final int ALLOCATIONS = 50;

    private final TestNetworks networks = new TestNetworks(1);

    @AfterEach
    void close() {
        networks.close();
    }

    private static TestPeer relayed(IceNetwork network, IceServer server) {
        TestPeer peer = new TestPeer(
                network,
                IceAgentConfig.defaults()
                        .withTransportPolicy(IceTransportPolicy.RELAY)
                        .withServers(List.of(server)));
        peer.call(IceAgent::gather);
        peer.awaitGathered();
        assertThat(peer.errors).isEmpty();
        assertThat(peer.candidates).hasSize(1);
        return peer;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isRefreshedBeforeItEndsAndGivenBack(boolean tcp) {
        try (FakeTurnServer server = new FakeTurnServer(new FakeTurn(2))) {
            TestPeer peer =
                    relayed(networks.open(IceNetworkConfig.perAgent()), tcp ? server.overTcp() : server.overUdp());
            peer.await(() -> refreshes(server).size() >= 2, () -> "two refreshes");
            assertThat(refreshes(server)).containsOnly(-1L);

            peer.call(IceAgent::close);
            peer.await(() -> refreshes(server).getLast() == 0, () -> "a refresh that ends the allocation");
        }
    }

    /** The lifetimes that were asked for; -1 where none is named, which is the server's own. */
    private static List<Long> refreshes(FakeTurnServer server) {
        return server.turn.requests(StunMethod.REFRESH).stream()
                .map(request -> request.number32(StunAttribute.LIFETIME))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"600, 540", "100, 50", "2, 1", "1, 1", "0, 540", "-1, 540", "4294967295, 4294967235"})
    void isRefreshedAMinuteBeforeItsEndOrHalfWay(long lifetimeSeconds, long delaySeconds) {
        assertThat(TurnAllocation.refreshDelaySeconds(lifetimeSeconds)).isEqualTo(delaySeconds);
    }

    @Test
    void costsNoThread() {
        try (FakeTurnServer server = new FakeTurnServer(new FakeTurn(600))) {
            IceNetwork network = networks.open(IceNetworkConfig.perAgent());
            List<TestPeer> peers = new ArrayList<>();
            peers.add(relayed(network, server.overUdp()));
            peers.add(relayed(network, server.overTcp()));
            Set<String> before = threads();
            while (peers.size() < ALLOCATIONS) {
                peers.add(relayed(network, peers.size() % 2 == 0 ? server.overUdp() : server.overTcp()));
            }
            assertThat(threads()).as("threads beside those of the first two").isSubsetOf(before);
            assertThat(server.turn.requests(StunMethod.ALLOCATE)).hasSize(ALLOCATIONS);
        }
    }

    /** Without the server's, and without those that carry the virtual threads of the whole process. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName() + " " + thread.threadId())
                .filter(name -> !name.startsWith(FakeTurnServer.THREAD) && !name.startsWith("ForkJoinPool"))
                .collect(Collectors.toSet());
    }
}
