package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer whose process died without a word, and that comes back with the same address before anybody has noticed. */
class RebirthTest {
    private static final IceTimings SHORT =
            IceTimings.defaults().withConsent(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(3));

    private final TestNetworks networks = new TestNetworks(2);
    private final IceNetwork server = networks.shared();

    @AfterEach
    void closeAll() {
        networks.close();
    }

    private TestPeer served(boolean lite) {
        return new TestPeer(server, TestPeer.controlled().withLite(lite).withTimings(SHORT));
    }

    /** The system may take a moment to give the port back. */
    private IceNetwork openAgain(int port, TestPeer clock) {
        List<IceNetwork> opened = new ArrayList<>();
        clock.await(
                () -> {
                    try {
                        opened.add(networks.open(IceNetworkConfig.shared(port)));
                    } catch (PortUnavailableException e) {
                        return false;
                    }
                    return true;
                },
                () -> "port " + port);
        return opened.getFirst();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isAPeerOfItsOwnWhileTheOldOneFadesAway(boolean lite) {
        IceNetwork before = networks.shared();
        int port = before.localAddresses().getFirst().getPort();
        TestPeer old = new TestPeer(before, TestPeer.controlling());
        TestPeer oldServed = served(lite);
        TestPeer.connect(old, oldServed);
        TestPeer.assertConnected(old, oldServed);
        before.close();

        TestPeer reborn = new TestPeer(openAgain(port, oldServed), TestPeer.controlling());
        TestPeer newServed = served(lite);
        TestPeer.connect(reborn, newServed);
        TestPeer.assertConnected(reborn, newServed);

        oldServed.awaitState(IceConnectionState.FAILED);
        TestPeer.assertConnected(reborn, newServed);
        assertThat(oldServed.data).isEmpty();
        assertThat(newServed.states).doesNotContain(IceConnectionState.FAILED);
    }
}
