package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.BindingChecks.Nomination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A controlling peer with two addresses, which changes its mind or nominates both: data goes where it wants it, and does not flap. */
class FollowedNominationTest {
    private static final IceTimings QUICK =
            IceTimings.defaults().withConsent(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(30));

    private final TestNetworks networks = new TestNetworks(1);
    private TestPeer us;
    private BarePeer high;
    private BarePeer low;

    private void meet(boolean lite, IceTimings timings) {
        us = networks.peer(TestPeer.controlled().withLite(lite).withTimings(timings));
        us.call(agent -> agent.setRemoteParameters(BarePeer.PARAMETERS));
        us.call(IceAgent::gather);
        us.awaitGathered();
        us.call(IceAgent::start);
        IceParameters ours = us.ask(IceAgent::localParameters);
        high = new BarePeer(ours, us.candidates.getFirst(), 2000);
        low = new BarePeer(ours, us.candidates.getFirst(), 1000);
    }

    @AfterEach
    void close() {
        high.close();
        low.close();
        networks.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLastNominationCountsAndAPlainCheckTakesNothingBack(boolean lite) throws InterruptedException {
        meet(lite, IceTimings.defaults());
        check(high, Nomination.NOMINATES);
        assertDataGoesTo(high, 1);
        check(low, Nomination.ONLY_CHECKS);
        assertDataGoesTo(high, 1);
        check(low, Nomination.NOMINATES);
        assertDataGoesTo(low, 2);
        check(high, Nomination.ONLY_CHECKS);
        check(high, Nomination.ONLY_CHECKS);
        assertDataGoesTo(low, 2);
        check(high, Nomination.NOMINATES);
        assertDataGoesTo(high, 3);
        check(low, Nomination.ONLY_CHECKS);
        check(high, Nomination.ONLY_CHECKS);
        assertDataGoesTo(high, 3);
        check(low, Nomination.NOMINATES);
        assertDataGoesTo(low, 4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofAPeerThatNominatesAllThatItChecksTheHighestPriorityCounts(boolean lite) throws InterruptedException {
        meet(lite, IceTimings.defaults());
        check(low, Nomination.NOMINATES);
        assertDataGoesTo(low, 1);
        check(high, Nomination.NOMINATES);
        assertDataGoesTo(high, 2);
        check(low, Nomination.NOMINATES);
        check(high, Nomination.NOMINATES);
        check(low, Nomination.NOMINATES);
        // As browsers go on to check what they have nominated at first and not chosen.
        check(low, Nomination.ONLY_CHECKS);
        check(high, Nomination.ONLY_CHECKS);
        check(low, Nomination.ONLY_CHECKS);
        assertDataGoesTo(high, 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void movesToANominatedPairOfLowPriorityWhenTheSelectedOneIsDead(boolean lite) throws InterruptedException {
        meet(lite, QUICK);
        check(high, Nomination.NOMINATES);
        assertDataGoesTo(high, 1);
        check(low, Nomination.NOMINATES);
        assertDataGoesTo(high, 1);
        high.close();
        us.await(
                () -> {
                    send(low, Nomination.NOMINATES);
                    return us.selected.size() > 1;
                },
                () -> "the other pair");
        assertDataGoesTo(low, 2);
        assertThat(us.states).doesNotContain(IceConnectionState.FAILED);
    }

    /** Sends a check, and waits until all that it sets off has happened. */
    private void check(BarePeer from, Nomination nomination) {
        long before = requestsFrom(from);
        send(from, nomination);
        us.await(() -> requestsFrom(from) > before && isAtRest(), () -> "the check to be taken");
    }

    private static void send(BarePeer from, Nomination nomination) {
        try {
            from.check(nomination == Nomination.NOMINATES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long requestsFrom(BarePeer peer) {
        return us.stats().pairs().stream()
                .filter(pair -> pair.remote().port() == peer.port())
                .mapToLong(IceStats.Pair::requestsReceived)
                .sum();
    }

    private boolean isAtRest() {
        return us.stats().pairs().stream().allMatch(pair -> pair.responsesReceived() >= pair.requestsSent());
    }

    private void assertDataGoesTo(BarePeer peer, int selections) throws InterruptedException {
        us.await(() -> !us.selected.isEmpty(), () -> "a pair");
        us.send("here");
        assertThat(us.selected).hasSize(selections);
        assertThat(us.selected.getLast().remote().port()).isEqualTo(peer.port());
        assertThat(peer.data.poll(20, TimeUnit.SECONDS)).asString().isEqualTo("here");
    }
}
