package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A controlling peer before a NAT that forgets it: its checks come from another port, and it nominates nothing again, as Firefox. */
class SilentMoveTest {
    private static final IceTimings SHORT =
            IceTimings.defaults().withConsent(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(30));

    private final TestNetworks networks = new TestNetworks(1);

    @AfterEach
    void closeAll() {
        networks.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isFollowedToItsNewPort(boolean lite) throws InterruptedException, IOException {
        TestPeer us = networks.peer(TestPeer.controlled().withLite(lite).withTimings(SHORT));
        us.call(agent -> agent.setRemoteParameters(BarePeer.PARAMETERS));
        us.call(IceAgent::gather);
        us.awaitGathered();
        us.call(IceAgent::start);
        try (BarePeer peer = new BarePeer(us.ask(IceAgent::localParameters), us.candidates.getFirst())) {
            checkUntil(us, peer, true, 1);
            peer.move();
            checkUntil(us, peer, false, 2);

            us.send("found you");
            assertThat(peer.data.take()).asString().isEqualTo("found you");
            assertThat(us.states).doesNotContain(IceConnectionState.FAILED);
        }
    }

    /** The peer checks each time that the test looks. */
    private static void checkUntil(TestPeer us, BarePeer peer, boolean nominates, int selections) {
        us.await(
                () -> {
                    try {
                        peer.check(nominates);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return us.selected.size() >= selections;
                },
                () -> selections + " selected pairs");
    }
}
