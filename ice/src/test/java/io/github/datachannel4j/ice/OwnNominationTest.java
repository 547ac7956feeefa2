package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The controlling side, whose selected pair dies: both sides have to mean the same other pair. */
class OwnNominationTest {
    private static final IceTimings QUICK =
            IceTimings.defaults().withConsent(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(30));

    private final TestNetworks networks = new TestNetworks(1);
    private TestPeer us;
    private List<BarePeer> addresses;

    @BeforeEach
    void meet() {
        us = networks.peer(TestPeer.controlling().withTimings(QUICK));
        us.call(agent -> agent.setRemoteParameters(BarePeer.PARAMETERS));
        us.call(IceAgent::gather);
        us.awaitGathered();
        us.call(IceAgent::start);
        IceParameters ours = us.ask(IceAgent::localParameters);
        IceCandidate our = us.candidates.getFirst();
        addresses = Stream.of(3000, 2000, 1000)
                .map(priority -> new BarePeer(ours, our, priority, IceRole.CONTROLLED))
                .toList();
    }

    @AfterEach
    void close() {
        addresses.forEach(BarePeer::close);
        networks.close();
    }

    private static void check(BarePeer from) {
        try {
            from.check(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long valid() {
        return us.stats().pairs().stream()
                .filter(pair -> pair.responsesReceived() > 0)
                .count();
    }

    @Test
    void nominatesOneOfThePairsThatWorkWhenTheSelectedOneDies() {
        check(addresses.getFirst());
        us.await(() -> us.selected.size() == 1, () -> "the first pair");
        addresses.forEach(OwnNominationTest::check);
        us.await(() -> valid() == addresses.size(), () -> "all pairs to work");
        assertThat(addresses.get(1).nominations).hasValue(0);
        assertThat(addresses.get(2).nominations).hasValue(0);

        addresses.getFirst().close();
        us.await(() -> us.selected.size() == 2, () -> "another pair");
        int port = us.selected.getLast().remote().port();
        List<BarePeer> others = addresses.subList(1, addresses.size());
        BarePeer chosen =
                others.stream().filter(each -> each.port() == port).findFirst().orElseThrow();
        us.await(() -> chosen.nominations.get() >= 3, () -> "checks that keep the new pair");
        assertThat(others)
                .filteredOn(each -> each != chosen)
                .allSatisfy(each -> assertThat(each.nominations)
                        .as("nominations of the pair that was not taken")
                        .hasValue(0));
        assertThat(us.selected).hasSize(2);
        assertThat(us.states).doesNotContain(IceConnectionState.FAILED);
    }
}
