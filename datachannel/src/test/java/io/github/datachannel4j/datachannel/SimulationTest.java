package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.testkit.NetworkProfile;
import io.github.datachannel4j.testkit.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two users on a bad network: whatever they do, each channel keeps its promise and everything comes to an end. */
class SimulationTest {
    private static final int SEEDS = 5;
    private static final int TURNS = 300;

    static List<NetworkProfile> profiles() {
        return NetworkProfile.ALL;
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyChannelKeepsItsPromise(NetworkProfile profile) {
        Seeds.forEach(SEEDS, seed -> simulate(profile, seed));
    }

    /** The next channel on a stream opened, sent and closed while the first one's reset was still unanswered. */
    @Test
    void aChannelThatIsOverBeforeItsTurnIsStillDeliveredLossySeed11() {
        simulate(NetworkProfile.LOSSY, 11);
    }

    /** A duplicate of an "in progress" reset was done, and the repetition under a new number reset the next channel. */
    @Test
    void aResetIsDoneOnceDuplicateSeed2() {
        simulate(NetworkProfile.DUPLICATE, 2);
    }

    /** A FORWARD-TSN named messages of a channel that was closed meanwhile, and the next channel's OPEN was skipped. */
    @Test
    void theNextChannelIsNotSkippedForTheLastSatelliteSeed27() {
        simulate(NetworkProfile.SATELLITE, 27);
    }

    private static void simulate(NetworkProfile profile, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedUser a = user("a", StreamIdParity.EVEN, random);
        SimulatedUser z = user("z", StreamIdParity.ODD, random);
        TestWire wire = new TestWire(a.end, z.end, profile, seed);
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

    private static SimulatedUser user(String name, StreamIdParity parity, SplittableRandom random) {
        // Some of the networks damage packets, which only DTLS or the checksum finds.
        AssociationOptions options = AssociationOptions.defaults().withZeroChecksum(false);
        CoreEnd end = new CoreEnd(parity, DataChannelLimits.defaults(), options, random.nextLong());
        return new SimulatedUser(name, end, random.nextLong());
    }
}
