package io.github.datachannel4j.sctp.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import io.github.datachannel4j.sctp.FateReport;
import io.github.datachannel4j.sctp.RetransmissionLimits;
import io.github.datachannel4j.sctp.RtoOptions;
import io.github.datachannel4j.testkit.LinkConditions;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the seeds of a build meet everything the simulation can do, each often enough, so that nothing is left out unseen. */
class ScenarioTest {
    private static final List<Scenario> SCENARIOS =
            LongStream.rangeClosed(1, 1_000).mapToObj(Scenario::random).toList();

    private static long scenariosWith(Predicate<Scenario> property) {
        return SCENARIOS.stream().filter(property).count();
    }

    @ParameterizedTest
    @EnumSource
    void everyControllerMeetsEachOther(Algorithm algorithm) {
        for (Algorithm other : Algorithm.values()) {
            assertThat(scenariosWith(s -> s.a().options().congestion().algorithm() == algorithm
                            && s.z().options().congestion().algorithm() == other))
                    .as("%s and %s", algorithm, other)
                    .isGreaterThan(50);
        }
    }

    @Test
    void everySecondNetworkHasABottleneckAndSomeAreShortOfRoom() {
        assertThat(scenariosWith(s -> s.route().network().conditions().bitsPerSecond() != LinkConditions.UNLIMITED))
                .isBetween(400L, 600L);
        assertThat(scenariosWith(s -> s.route().network().conditions().queueBytesMax() < 10_000))
                .isGreaterThan(50);
    }

    @ParameterizedTest
    @EnumSource
    void networksGoBlackInEachDirection(Route.Direction direction) {
        assertThat(scenariosWith(
                        s -> s.route().blackouts().stream().anyMatch(blackout -> blackout.direction() == direction)))
                .isGreaterThan(50);
    }

    @Test
    void limitsAndTimeOutsAreNotAlwaysTheUsualOnes() {
        assertThat(scenariosWith(s -> !s.a().options().limits().equals(RetransmissionLimits.unlimited())))
                .isGreaterThan(100);
        assertThat(scenariosWith(s -> !s.z().options().rto().equals(RtoOptions.webRtc())))
                .isGreaterThan(100);
    }

    @Test
    void someNetworksHaveNoFlaw() {
        assertThat(scenariosWith(Scenario::isFlawless)).isPositive();
    }

    @Test
    void everySecondMessageIsToBeAcknowledged() {
        List<FateReport> reports = SCENARIOS.stream()
                .flatMap(ScenarioTest::sends)
                .map(send -> send.options().report())
                .toList();

        assertThat(reports.stream().filter(FateReport.WHEN_ACKNOWLEDGED::equals).count())
                .isBetween(reports.size() * 2L / 5, reports.size() * 3L / 5);
    }

    private static Stream<Workload.Action.Send> sends(Scenario scenario) {
        SplittableRandom random = new SplittableRandom(scenario.seed());
        return scenario.a().plan(random, random.split()).stream()
                .filter(Workload.Action.Send.class::isInstance)
                .map(Workload.Action.Send.class::cast);
    }
}
