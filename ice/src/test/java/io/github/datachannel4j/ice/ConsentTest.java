package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that vanishes is noticed, and one that comes back is taken back (RFC 7675). */
class ConsentTest {
    private static final IceTimings SHORT =
            IceTimings.defaults().withConsent(Duration.ofMillis(100), Duration.ofMillis(150), Duration.ofMillis(1500));

    private final TestNetworks networks = new TestNetworks(2);
    private TestPeer one;
    private TestPeer other;
    private Bridge bridge;

    /** Between the two stands a relay of datagrams that can be cut. */
    @BeforeEach
    void connect() {
        one = networks.peer(TestPeer.controlling().withTimings(SHORT));
        other = networks.peer(TestPeer.controlled().withTimings(SHORT));
        bridge = new Bridge();
        one.hear(other);
        other.hear(one);
        one.call(IceAgent::gather);
        other.call(IceAgent::gather);
        one.awaitGathered();
        other.awaitGathered();
        bridge.between(one.candidates.getFirst(), other.candidates.getFirst());
        one.call(agent -> agent.addRemoteCandidate(bridge.frontOf(other)));
        other.call(agent -> agent.addRemoteCandidate(bridge.frontOf(one)));
        one.call(IceAgent::start);
        other.call(IceAgent::start);
        one.awaitConnected();
        other.awaitConnected();
    }

    @AfterEach
    void close() {
        networks.close();
        bridge.close();
    }

    @Test
    void isDisconnectedWhileThePeerIsSilentAndConnectedWhenItReturns() {
        bridge.cut();
        one.awaitState(IceConnectionState.DISCONNECTED);
        int heard = one.states.size();
        bridge.mend();
        one.await(() -> one.states.size() > heard, () -> "the return");
        assertThat(one.states).endsWith(IceConnectionState.DISCONNECTED, IceConnectionState.CONNECTED);
        one.send("still here");
        assertThat(other.receive()).isEqualTo("still here");
    }

    @Test
    void failsWhenConsentIsLost() {
        bridge.cut();
        one.awaitState(IceConnectionState.FAILED);
        other.awaitState(IceConnectionState.FAILED);
        assertThat(one.states).endsWith(IceConnectionState.DISCONNECTED, IceConnectionState.FAILED);
        boolean sent = one.ask(agent -> agent.send(new byte[1], 0, 1));
        assertThat(sent).isFalse();
    }

    /** Every tenth of the time to DISCONNECTED all the while would be a hundred questions, and of thousands of peers a flood. */
    @Test
    void asksASilentPeerLessAndLess() {
        bridge.cut();
        one.awaitState(IceConnectionState.DISCONNECTED);
        long asked = consentRequests();
        one.awaitState(IceConnectionState.FAILED);
        assertThat(consentRequests() - asked).isBetween(3L, 40L);
    }

    private long consentRequests() {
        return one.stats().pairs().stream()
                .mapToLong(IceStats.Pair::consentRequestsSent)
                .max()
                .orElseThrow();
    }

    @Test
    void keepsChecking() {
        one.await(
                () -> one.stats().pairs().stream().anyMatch(pair -> pair.consentRequestsSent() >= 3),
                () -> "three consent checks");
        assertThat(one.states).doesNotContain(IceConnectionState.DISCONNECTED);
    }

    @Test
    void followsAPeerWhoseAddressChanges() {
        bridge.moveOther();
        // The controlled side has a new address before its NAT, and its next consent check shows it.
        one.await(() -> one.selected.size() > 1, () -> "another pair");
        other.awaitConnected();
        one.send("to your new place");
        assertThat(other.receive()).isEqualTo("to your new place");
        other.send("thanks");
        assertThat(one.receive()).isEqualTo("thanks");
        assertThat(one.states).doesNotContain(IceConnectionState.FAILED);
    }
}
