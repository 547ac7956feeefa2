package io.github.datachannel4j.sctp.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.testkit.Seeds;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A short send queue that refuses messages, and whose unimportant ones give way, breaks no promise to those it has taken. */
class SendQueueSimulationTest {
    @Test
    void whatIsTakenKeepsItsPromises() {
        AtomicLong givenWay = new AtomicLong();
        AtomicLong runs = new AtomicLong();
        Seeds.forEach(1_000, seed -> {
            runs.incrementAndGet();
            givenWay.addAndGet(Simulation.countGivenWay(Scenario.random(seed).withTightQueues()));
        });
        assertThat(givenWay.get()).as("messages of %s runs that gave way", runs).isGreaterThan(runs.get() / 2);
    }

    @Test
    void alsoWhenTheAssociationIsMovedMeanwhile() {
        Seeds.forEach(
                200,
                seed -> Simulation.run(Scenario.random(seed).withTightQueues().withMoves()));
    }
}
