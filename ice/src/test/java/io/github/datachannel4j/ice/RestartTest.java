package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An ICE restart gives new credentials and, without a gap, a new pair (RFC 8445 §9). */
class RestartTest {
    private final TestNetworks networks = new TestNetworks(2);
    private TestPeer one;
    private TestPeer other;

    @BeforeEach
    void connect() {
        one = networks.peer(TestPeer.controlling());
        other = networks.peer(TestPeer.controlled());
        TestPeer.connect(one, other);
        one.awaitState(IceConnectionState.COMPLETED);
        other.awaitState(IceConnectionState.COMPLETED);
    }

    @AfterEach
    void close() {
        networks.close();
    }

    @Test
    void selectsAPairUnderNewCredentials() {
        IceParameters before = one.ask(IceAgent::localParameters);
        IceParameters after = one.ask(IceAgent::restart);
        assertThat(after.usernameFragment()).isNotEqualTo(before.usernameFragment());
        assertThat(after.password()).isNotEqualTo(before.password());
        other.call(IceAgent::restart);
        TestPeer.connect(one, other);
        one.await(() -> one.selected.size() == 2, () -> "the second pair");
        other.await(() -> other.selected.size() == 2, () -> "the second pair");
        one.send("after");
        assertThat(other.receive()).isEqualTo("after");
        other.send("after, too");
        assertThat(one.receive()).isEqualTo("after, too");
        assertThat(one.stats().localUsernameFragment()).isEqualTo(after.usernameFragment());
    }

    @Test
    void carriesDataOnTheOldPairMeanwhile() {
        one.call(IceAgent::restart);
        other.call(IceAgent::restart);
        one.send("meanwhile");
        assertThat(other.receive()).isEqualTo("meanwhile");
        other.send("meanwhile, too");
        assertThat(one.receive()).isEqualTo("meanwhile, too");
        assertThat(one.ask(IceAgent::connectionState).isUsable()).isTrue();
    }

    @Test
    void canBeTakenBackBeforeItsAnswer() {
        IceParameters before = one.ask(IceAgent::localParameters);
        one.call(IceAgent::restart);
        one.call(IceAgent::cancelRestart);
        IceParameters after = one.ask(IceAgent::localParameters);
        assertThat(after).isEqualTo(before);
        one.send("as if nothing had been");
        assertThat(other.receive()).isEqualTo("as if nothing had been");
    }

    @Test
    void isNeededForOtherCredentialsOfThePeer() {
        IceParameters others = IceParameters.of("anotherOne", "anotherPasswordOfEnoughLength");
        assertThatThrownBy(() -> one.call(agent -> agent.setRemoteParameters(others)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("restart");
    }
}
