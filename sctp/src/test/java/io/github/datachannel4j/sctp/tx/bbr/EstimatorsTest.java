package io.github.datachannel4j.sctp.tx.bbr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The parts of BBR's model of the path, each alone. */
class EstimatorsTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    @Test
    void maximumIsForgottenWithItsSlot() {
        WindowedMax max = new WindowedMax(2);
        max.add(0, 5);
        max.add(1, 3);
        assertThat(max.max()).isEqualTo(5);
        max.advanceTo(2);
        assertThat(max.max()).isEqualTo(3);
        max.advanceTo(9);
        assertThat(max.max()).isZero();
    }

    @Test
    void roundTripEndsWithWhatWasSentAfterItBegan() {
        RoundTrips rounds = new RoundTrips();
        rounds.acknowledged(0, 1000);
        assertThat(rounds.isStart()).isTrue();
        rounds.acknowledged(0, 2000);
        assertThat(rounds.isStart()).isFalse();
        rounds.acknowledged(1000, 3000);
        assertThat(rounds.isStart()).isTrue();
        assertThat(rounds.count()).isEqualTo(2);
    }

    @Test
    void pipeIsFullAfterThreeRoundsWithoutAQuarterMore() {
        FullPipe pipe = new FullPipe();
        pipe.roundBegins(100);
        pipe.roundBegins(130);
        pipe.roundBegins(140);
        pipe.roundBegins(150);
        assertThat(pipe.isFullNow()).isFalse();
        pipe.roundBegins(160);
        assertThat(pipe.isFullNow()).isTrue();
        pipe.reset(160);
        assertThat(pipe.isFullNow()).isFalse();
        assertThat(pipe.wasEverFull()).isTrue();
    }

    @Test
    void shorterRoundTripCountsAtOnceAndALongerOneAfterTenSeconds() {
        MinRtt minRtt = new MinRtt();
        minRtt.observe(0, 50 * MILLI);
        minRtt.observe(1, 40 * MILLI);
        assertThat(minRtt.nanos()).isEqualTo(40 * MILLI);
        minRtt.observe(6 * SECOND, 60 * MILLI);
        assertThat(minRtt.nanos()).isEqualTo(40 * MILLI);
        minRtt.observe(11 * SECOND, 60 * MILLI);
        assertThat(minRtt.nanos()).isEqualTo(60 * MILLI);
    }

    @Test
    void probeIsDueWhenFiveSecondsHaveNotShownTheMinimum() {
        MinRtt minRtt = new MinRtt();
        minRtt.observe(0, 40 * MILLI);
        minRtt.observe(4 * SECOND, 60 * MILLI);
        assertThat(minRtt.isProbeDue()).isFalse();
        minRtt.observe(6 * SECOND, 60 * MILLI);
        assertThat(minRtt.isProbeDue()).isTrue();
    }

    /** As for every association on the system's clock, or one that has nothing to send at first. */
    @Test
    void probeIsNotDueAtTheFirstMeasurement() {
        MinRtt minRtt = new MinRtt();
        minRtt.observe(1000 * SECOND, 40 * MILLI);
        assertThat(minRtt.isProbeDue()).isFalse();
        assertThat(minRtt.nanos()).isEqualTo(40 * MILLI);
        minRtt.observe(1004 * SECOND, 60 * MILLI);
        assertThat(minRtt.isProbeDue()).isFalse();
        minRtt.observe(1006 * SECOND, 60 * MILLI);
        assertThat(minRtt.isProbeDue()).isTrue();
    }

    @Test
    void probeIsNotDueWhileRoundTripsAreAsShortAsEver() {
        MinRtt minRtt = new MinRtt();
        for (int second = 0; second < 30; second++) {
            minRtt.observe(second * SECOND, 40 * MILLI + (second % 3) * MILLI / 2);
            assertThat(minRtt.isProbeDue()).isFalse();
        }
    }

    @Test
    void probeOfTheRoundTripLasts200MillisecondsAndARoundTripWithLittleInFlight() {
        ProbeRtt probe = new ProbeRtt();
        RoundTrips rounds = new RoundTrips();
        probe.begin();
        assertThat(probe.observe(PathScript.sample(0, 1, 1000, 0), rounds, false))
                .isFalse();
        assertThat(probe.isOver(60 * SECOND)).isFalse();

        assertThat(probe.observe(PathScript.sample(SECOND, 1, 2000, 0), rounds, true))
                .isFalse();
        rounds.acknowledged(1999, 3000);
        assertThat(probe.observe(PathScript.sample(SECOND, 1, 3000, 0), rounds, true))
                .isFalse();
        rounds.acknowledged(2000, 4000);
        assertThat(probe.observe(PathScript.sample(SECOND, 1, 4000, 0), rounds, true))
                .isTrue();
        assertThat(probe.isOver(SECOND + 200 * MILLI)).isFalse();
        assertThat(probe.isOver(SECOND + 200 * MILLI + 1)).isTrue();
    }

    @Test
    void whatTheApplicationHeldBackIsNoBandwidthUnlessItIsMore() {
        PathModel model = new PathModel(0, 1000, 10_000);
        model.acknowledged(rate(100, false));
        model.advanceBandwidthFilter();
        model.acknowledged(rate(50, true));
        assertThat(model.maxBandwidth()).isEqualTo(100);
        model.advanceBandwidthFilter();
        assertThat(model.maxBandwidth()).isZero();
        model.acknowledged(rate(150, true));
        assertThat(model.maxBandwidth()).isEqualTo(150);
    }

    private static RateSample rate(double bandwidth, boolean isAppLimited) {
        return PathScript.sample(0, 0, 1000, 0).rate(bandwidth, isAppLimited);
    }

    @Test
    void acknowledgementsInClumpsAllowSoMuchMoreForTenRounds() {
        double bandwidth = 1e6;
        AckAggregation clumps = new AckAggregation(0);
        clumps.acknowledged(PathScript.sample(10 * MILLI, 0, 50_000, 0), 1, bandwidth, 1_000_000);
        clumps.acknowledged(PathScript.sample(20 * MILLI, 0, 10_000, 0), 1, bandwidth, 1_000_000);
        assertThat(clumps.extraBytes()).isEqualTo(50_000);

        clumps.restart(SECOND);
        clumps.acknowledged(PathScript.sample(2 * SECOND, 0, 1_000, 0), 12, bandwidth, 1_000_000);
        assertThat(clumps.extraBytes()).isEqualTo(1_000);
    }

    @Test
    void clumpsAllowNoMoreThanAWindow() {
        AckAggregation clumps = new AckAggregation(0);
        clumps.acknowledged(PathScript.sample(10 * MILLI, 0, 50_000, 0), 1, 1e6, 30_000);
        assertThat(clumps.extraBytes()).isEqualTo(30_000);
    }

    @Test
    void lossOfARoundTripIsSummedUpAndOlderLossForgotten() {
        RecentLoss loss = new RecentLoss();
        loss.add(1000, 10);
        loss.add(2000, 20);
        loss.add(3000, 30);
        assertThat(loss.since(2000)).isEqualTo(50);
        assertThat(loss.since(0)).isEqualTo(50);
        assertThat(loss.since(4000)).isZero();
    }

    @Test
    void lossInManyPiecesIsBounded() {
        RecentLoss loss = new RecentLoss();
        for (int i = 1; i <= 1000; i++) {
            loss.add(i, 1);
        }
        assertThat(loss.since(0)).isEqualTo(1000);
    }

    @Test
    void boundGrowsByOneTwoFourPackets() {
        LongTermInflight bound = new LongTermInflight();
        bound.set(100_000);
        bound.restartGrowth();
        for (int packets = 1; packets <= 8; packets *= 2) {
            double before = bound.bytes();
            bound.raiseSlope(100_000);
            bound.grow(100_000, 1000);
            assertThat(bound.bytes() - before).isEqualTo(packets * 1000.0);
        }
    }

    @Test
    void boundLeavesHeadroomAndCanBeTakenBack() {
        LongTermInflight bound = new LongTermInflight();
        bound.save();
        bound.set(100_000);
        assertThat(bound.withHeadroom(1000)).isEqualTo(85_000);
        bound.undo();
        assertThat(bound.bytes()).isEqualTo(LongTermInflight.UNBOUNDED);
    }

    @Test
    void probesAfterTwoToThreeSecondsOrSixtyThreeRounds() {
        ProbeSchedule schedule = new ProbeSchedule(new SplittableRandom(1));
        schedule.beginCycle(0);
        assertThat(schedule.isDue(2 * SECOND, 1000)).isFalse();
        assertThat(schedule.isDue(3 * SECOND, 1000)).isTrue();
        for (int i = 0; i < 63; i++) {
            schedule.countRound();
        }
        assertThat(schedule.isDue(1, 1000)).isTrue();
    }

    @Test
    void smallFlowsProbeAsOftenAsNewRenoWould() {
        ProbeSchedule schedule = new ProbeSchedule(new SplittableRandom(1));
        schedule.beginCycle(0);
        for (int i = 0; i < 10; i++) {
            schedule.countRound();
        }
        assertThat(schedule.isDue(1, 10)).isTrue();
        assertThat(schedule.isDue(1, 20)).isFalse();
    }

    @Test
    void randomLossIsLearntAndForgotten() {
        RandomLoss loss = new RandomLoss();
        for (int round = 0; round < 50; round++) {
            loss.observe(4, 100);
        }
        assertThat(loss.forgivenRate()).isCloseTo(0.06, within(0.001));
        for (int round = 0; round < 50; round++) {
            loss.observe(0, 100);
        }
        assertThat(loss.forgivenRate()).isLessThan(0.001);
    }

    /** Before slow start is over. */
    @Test
    void randomLossIsKnownAfterTheFirstRoundTrip() {
        RandomLoss loss = new RandomLoss();
        loss.observe(5, 100);
        assertThat(loss.forgivenRate()).isCloseTo(0.075, within(0.001));
    }

    @Test
    void randomLossIsForgivenUpToALimit() {
        RandomLoss loss = new RandomLoss();
        for (int round = 0; round < 50; round++) {
            loss.observe(40, 100);
        }
        assertThat(loss.forgivenRate()).isCloseTo(0.15, within(0.001));
    }

    @Test
    void shortTermModelGoesDownToWhatIsDelivered() {
        ShortTermModel model = new ShortTermModel();
        model.delivered(PathScript.sample(0, 90, 800, 0));
        model.lowerTo(100, 1000);
        assertThat(model.bandwidth()).isEqualTo(90);
        assertThat(model.inflightBytes()).isEqualTo(800);
    }

    @Test
    void shortTermModelGoesDownByThreeTenthsAtMost() {
        ShortTermModel model = new ShortTermModel();
        model.delivered(PathScript.sample(0, 10, 100, 0));
        model.lowerTo(100, 1000);
        assertThat(model.bandwidth()).isEqualTo(70);
        assertThat(model.inflightBytes()).isEqualTo(700);
        model.reset();
        assertThat(model.bandwidth()).isEqualTo(ShortTermModel.UNBOUNDED);
    }
}
