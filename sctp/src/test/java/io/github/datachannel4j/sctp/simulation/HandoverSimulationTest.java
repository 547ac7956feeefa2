package io.github.datachannel4j.sctp.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.testkit.NetworkProfile;
import io.github.datachannel4j.testkit.Seeds;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for associations that stay where they are holds for those that are moved from process to process under way. */
class HandoverSimulationTest {
    @Test
    void nothingIsLostOrDeliveredTwiceWhoeverIsMovedWhenever() {
        AtomicInteger moves = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        Seeds.forEach(1_000, seed -> {
            runs.incrementAndGet();
            moves.addAndGet(Simulation.countMoves(Scenario.random(seed).withMoves()));
        });
        assertThat(moves.get()).as("moves of %s associations", runs).isGreaterThanOrEqualTo(runs.get());
    }

    @ParameterizedTest
    @EnumSource
    void holdsForEveryWorkload(Workload workload) {
        Seeds.forEach(
                40,
                seed -> Simulation.run(
                        Scenario.of(seed, NetworkProfile.LOSSY, workload).withMoves()));
    }
}
