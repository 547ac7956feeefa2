package io.github.datachannel4j.sctp.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.simulation.Simulation.Outcome;
import io.github.datachannel4j.testkit.NetworkProfile;
import io.github.datachannel4j.testkit.Seeds;
import java.util.EnumMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two associations over a bad network, many thousand times. What must hold is written in {@link DeliveryOracle}, {@link WireOracle} and
 * {@link Simulation}.
 *
 * <p>More of it: {@code ./mvnw -pl sctp -am verify -Dtest=SimulationTest#holdsOnRandom* -Dseeds=1000000}; one seed again: {@code -Dseed=42}.
 */
class SimulationTest {
    static List<NetworkProfile> profiles() {
        return NetworkProfile.ALL;
    }

    @Test
    void holdsOnRandomNetworksWithUpToTwentyPercentLoss() {
        EnumMap<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        Seeds.forEach(10_000, seed -> outcomes.merge(Simulation.run(Scenario.random(seed)), 1, Integer::sum));
        int timedOut = outcomes.getOrDefault(Outcome.SHUTDOWN_TIMED_OUT, 0);
        int asWanted = outcomes.getOrDefault(Outcome.AS_WANTED, 0);
        assertThat(timedOut).as("shutdowns given up: %s", outcomes).isLessThanOrEqualTo(1 + asWanted / 200);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void holdsOnNetwork(NetworkProfile profile) {
        for (Workload workload : Workload.values()) {
            Seeds.forEach(20, seed -> Simulation.run(Scenario.of(seed, profile, workload)));
        }
    }
}
