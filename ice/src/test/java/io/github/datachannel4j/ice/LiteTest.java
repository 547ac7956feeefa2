package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lite agent, and a full one against it. */
class LiteTest {
    private final TestNetworks networks = new TestNetworks(2);

    @AfterEach
    void closeAll() {
        networks.close();
    }

    private TestPeer lite() {
        return networks.peer(TestPeer.controlled().withLite(true));
    }

    @Test
    void isConnectedByAFullAgentWithoutOneCheckOfItsOwn() {
        TestPeer lite = lite();
        TestPeer full = networks.peer(TestPeer.controlling());
        assertThat(lite.ask(IceAgent::localParameters).lite()).isTrue();
        TestPeer.connect(full, lite);
        TestPeer.assertConnected(full, lite);

        assertThat(lite.ask(IceAgent::role)).isEqualTo(IceRole.CONTROLLED);
        assertThat(full.ask(IceAgent::role)).isEqualTo(IceRole.CONTROLLING);
        assertThat(lite.stats().pairs()).singleElement().satisfies(pair -> {
            assertThat(pair.requestsSent()).isZero();
            assertThat(pair.nominated()).isTrue();
            assertThat(pair.state()).isEqualTo(IceStats.PairState.SUCCEEDED);
        });
    }

    @Test
    void doesNotTakeThePairBeforeItIsNominated() {
        TestPeer lite = lite();
        TestPeer full = networks.peer(TestPeer.controlling());
        full.hear(lite);
        lite.trickleTo(full);
        lite.call(IceAgent::gather);
        full.call(IceAgent::gather);
        full.call(IceAgent::start);
        full.awaitConnected();
        // The nomination came before the peer's description, and must not get lost.
        assertThat(lite.states).isEmpty();

        lite.hear(full);
        lite.call(IceAgent::start);
        TestPeer.assertConnected(full, lite);
    }

    @Test
    void makesAPeerControllingThatBelievesToBeControlled() {
        TestPeer lite = lite();
        TestPeer full = networks.peer(TestPeer.controlled());
        TestPeer.connect(full, lite);
        TestPeer.assertConnected(full, lite);
        assertThat(full.roles).containsExactly(IceRole.CONTROLLING);
        assertThat(lite.roles).isEmpty();
    }

    @Test
    void noticesThatThePeersConsentChecksStayOut() {
        IceTimings hasty = IceTimings.defaults()
                .withConsent(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(900));
        TestPeer lite = networks.peer(TestPeer.controlled().withLite(true).withTimings(hasty));
        TestPeer full = networks.peer(TestPeer.controlling().withTimings(hasty));
        TestPeer.connect(full, lite);
        TestPeer.assertConnected(full, lite);
        full.call(IceAgent::close);

        lite.awaitState(IceConnectionState.DISCONNECTED);
        lite.awaitState(IceConnectionState.FAILED);
    }

    @Test
    void asksAPeerWhoseConsentChecksAreFarApart() {
        IceTimings hasty = IceTimings.defaults()
                .withConsent(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(30));
        TestPeer lite = networks.peer(TestPeer.controlled().withLite(true).withTimings(hasty));
        TestPeer full = networks.peer(TestPeer.controlling());
        TestPeer.connect(full, lite);
        TestPeer.assertConnected(full, lite);
        lite.await(
                () -> lite.stats().pairs().getFirst().consentRequestsSent() >= 2
                        && lite.stats().pairs().getFirst().responsesReceived() >= 2,
                () -> "two questions and their answers");

        assertThat(lite.states).doesNotContain(IceConnectionState.DISCONNECTED, IceConnectionState.FAILED);
    }

    @Test
    void followsTheFullPeerThroughARestart() {
        TestPeer lite = lite();
        TestPeer full = networks.peer(TestPeer.controlling());
        TestPeer.connect(full, lite);
        TestPeer.assertConnected(full, lite);
        lite.call(IceAgent::restart);
        full.call(IceAgent::restart);
        TestPeer.connect(full, lite);
        full.await(() -> full.selected.size() > 1 && lite.selected.size() > 1, () -> "the new pair on both sides");
        full.send("after the restart");
        assertThat(lite.receive()).isEqualTo("after the restart");
    }

    @Test
    void refusesAPeerThatIsLiteAsWell() {
        TestPeer one = lite();
        TestPeer other = lite();
        assertThatThrownBy(() -> one.hear(other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("both sides are ICE-lite");
    }
}
