package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.CongestionOptions;
import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import io.github.datachannel4j.testkit.NetworkProfile;
import io.github.datachannel4j.testkit.Outage;
import io.github.datachannel4j.testkit.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two users on a bad network: whatever they do, each channel keeps its promise and everything comes to an end. */
class SimulationTest {
    private static final int SEEDS = 10;
    private static final int TURNS = 300;

    static List<NetworkProfile> profiles() {
        return NetworkProfile.ALL;
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyChannelKeepsItsPromise(NetworkProfile profile) {
        Seeds.forEach(SEEDS, seed -> simulate(Run.varied(profile, seed)));
    }

    /** The next channel on a stream opened, sent and closed while the first one's reset was still unanswered. */
    @Test
    void aChannelThatIsOverBeforeItsTurnIsStillDeliveredLossySeed11() {
        simulate(Run.asFound(NetworkProfile.LOSSY, 11));
    }

    /** A duplicate of an "in progress" reset was done, and the repetition under a new number reset the next channel. */
    @Test
    void aResetIsDoneOnceDuplicateSeed2() {
        simulate(Run.asFound(NetworkProfile.DUPLICATE, 2));
    }

    /** A FORWARD-TSN named messages of a channel that was closed meanwhile, and the next channel's OPEN was skipped. */
    @Test
    void theNextChannelIsNotSkippedForTheLastSatelliteSeed27() {
        simulate(Run.asFound(NetworkProfile.SATELLITE, 27));
    }

    /**
     * What a run is made of.
     *
     * @param ofA the controller of the one side
     * @param ofZ the controller of the other side
     * @param blackouts when what "a" sends does not arrive
     */
    private record Run(NetworkProfile profile, long seed, Algorithm ofA, Algorithm ofZ, List<Outage> blackouts) {
        private static final long VARIATION_SEED = 0x5641_5259;

        /** As all runs were before they were varied. */
        static Run asFound(NetworkProfile profile, long seed) {
            return new Run(profile, seed, Algorithm.BBR, Algorithm.BBR, List.of());
        }

        static Run varied(NetworkProfile profile, long seed) {
            SplittableRandom random = new SplittableRandom(seed ^ VARIATION_SEED);
            Algorithm[] algorithms = Algorithm.values();
            long from = TimeUnit.MILLISECONDS.toNanos(random.nextInt(4000));
            Outage blackout = new Outage(from, from + TimeUnit.MILLISECONDS.toNanos(random.nextInt(30, 3000)));
            return new Run(
                    profile,
                    seed,
                    algorithms[random.nextInt(algorithms.length)],
                    algorithms[random.nextInt(algorithms.length)],
                    random.nextInt(3) == 0 ? List.of(blackout) : List.of());
        }

        SimulatedUser userA(SplittableRandom random) {
            return user("a", StreamIdParity.EVEN, ofA, random);
        }

        SimulatedUser userZ(SplittableRandom random) {
            return user("z", StreamIdParity.ODD, ofZ, random);
        }

        private static SimulatedUser user(
                String name, StreamIdParity parity, Algorithm algorithm, SplittableRandom random) {
            // Some of the networks damage packets, which only DTLS or the checksum finds.
            AssociationOptions options = AssociationOptions.defaults()
                    .withZeroChecksum(false)
                    .withCongestion(CongestionOptions.defaults().withAlgorithm(algorithm));
            CoreEnd end = new CoreEnd(parity, DataChannelLimits.defaults(), options, random.nextLong());
            return new SimulatedUser(name, end, random.nextLong());
        }
    }

    private static void simulate(Run run) {
        SplittableRandom random = new SplittableRandom(run.seed());
        SimulatedUser a = run.userA(random);
        SimulatedUser z = run.userZ(random);
        TestWire wire = new TestWire(a.end, z.end, run.profile(), run.seed());
        run.blackouts().forEach(wire.network.aToZ()::addOutage);
        a.act(0);
        a.end.start(0);
        z.end.start(0);
        for (int turn = 0; turn < TURNS; turn++) {
            (random.nextBoolean() ? a : z).act(wire.now());
            wire.runMillis(random.nextInt(30));
        }
        wire.runMillis(120_000);
        a.closeAll(wire.now());
        z.closeAll(wire.now());
        wire.runMillis(120_000);
        a.assertIdle();
        z.assertIdle();
        a.assertReceivedFrom(z);
        z.assertReceivedFrom(a);
        assertThat(a.logs.size()).isGreaterThan(3);
    }
}
