package io.github.datachannel4j.sctp.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The simulation fails when something is broken, each time for the right reason: a {@link Saboteur} breaks it as seen from outside. What it says
 * when the association itself is broken is in docs/simulation.md.
 */
class OraclesBiteTest {
    private static final int SEEDS_MAX = 50;

    /** What the first seed says that fails. Half of a message that is waited for in vain keeps both ends from coming to rest. */
    private static String firstFailure(Supplier<Saboteur> saboteurs) {
        for (int seed = 1; seed <= SEEDS_MAX; seed++) {
            try {
                Simulation.run(Scenario.random(seed), saboteurs);
            } catch (AssertionError e) {
                return String.valueOf(e.getMessage());
            }
        }
        return fail(SEEDS_MAX + " seeds and nobody has noticed");
    }

    @Test
    void withoutSabotageTheseSeedsHold() {
        for (int seed = 1; seed <= SEEDS_MAX; seed++) {
            Simulation.run(Scenario.random(seed), Saboteur.NONE);
        }
    }

    @Test
    void missingRetransmissionsAreNoticed() {
        assertThat(firstFailure(Saboteur.WithoutRetransmissions::new)).contains("do not come to rest");
    }

    @Test
    void wrongReassemblyIsNoticed() {
        assertThat(firstFailure(Saboteur.WithShiftedFragments::new)).contains("changed on its way");
    }

    @Test
    void anUntoldAbandonmentIsNoticed() {
        assertThat(firstFailure(Saboteur.WithoutForwardTsn::new)).contains("do not come to rest");
    }

    @Test
    void anAbandonmentOfTooMuchIsNoticed() {
        // Either the message is missed, or what its sender goes on to send is out of place for ever.
        assertThat(firstFailure(Saboteur.ThatSkipsTooMuch::new)).containsAnyOf("never came", "do not come to rest");
    }

    @Test
    void aWrongAcknowledgementIsNoticed() {
        assertThat(firstFailure(Saboteur.ThatAcknowledgesGaps::new)).contains("was called acknowledged before it came");
    }
}
