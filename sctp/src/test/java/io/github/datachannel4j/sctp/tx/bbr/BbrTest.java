package io.github.datachannel4j.sctp.tx.bbr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** The state machine of BBR on a path of 2 packets a millisecond and 50 ms: 100 packets fill it. */
class BbrTest {
    private static final double BYTES_PER_SECOND = 2_000_000;
    private static final Percentage FIVE_PERCENT = Percentage.withPercentage(5);

    private final PathScript path = new PathScript(2, 50);
    private final Bbr bbr = path.bbr;

    private double goodput(long millis) {
        long before = path.deliveredBytes();
        path.runMillis(millis);
        return (path.deliveredBytes() - before) * 1000.0 / millis;
    }

    @Test
    void findsTheBandwidthInSomeRoundTrips() {
        assertThat(path.runTo(BbrState.DRAIN, 1000)).isTrue();
        assertThat(bbr.model().maxBandwidth()).isCloseTo(BYTES_PER_SECOND, FIVE_PERCENT);
    }

    /** Also where the bandwidth still grows: a queue that overflows is full. */
    @Test
    void theStartEndsWhenTooMuchIsLost() {
        PathScript lossy = new PathScript(5_000, 50);
        lossy.runMillis(250);
        lossy.lossRate = 0.4;
        lossy.bbr.beginRecovery();
        lossy.runMillis(150);
        PathScript whole = new PathScript(5_000, 50);
        whole.runMillis(400);

        assertThat(lossy.bbr.model().fullPipe().wasEverFull()).isTrue();
        assertThat(lossy.bbr.model().longTerm().bytes()).isLessThan(LongTermInflight.UNBOUNDED);
        assertThat(whole.bbr.state()).isEqualTo(BbrState.STARTUP);
        assertThat(whole.bbr.model().longTerm().bytes()).isEqualTo(LongTermInflight.UNBOUNDED);
    }

    @Test
    void drainsTheQueueOfTheStart() {
        assertThat(path.runTo(BbrState.PROBE_BW_CRUISE, 2000)).isTrue();
        assertThat(path.flightBytes()).isLessThanOrEqualTo((long) (1.1 * path.bdpBytes()));
    }

    @Test
    void cyclesThroughTheStatesOfProbeBw() {
        path.runMillis(10_000);
        assertThat(path.seen)
                .contains(
                        BbrState.STARTUP,
                        BbrState.DRAIN,
                        BbrState.PROBE_BW_DOWN,
                        BbrState.PROBE_BW_CRUISE,
                        BbrState.PROBE_BW_REFILL,
                        BbrState.PROBE_BW_UP);
    }

    @Test
    void keepsTheLinkFullAndTheQueueShort() {
        path.runMillis(2000);
        assertThat(goodput(20_000)).isGreaterThan(0.97 * BYTES_PER_SECOND);
        assertThat(path.queueMaxPackets).isLessThan(60);
    }

    @Test
    void findsMoreBandwidthWhenThereIsMore() {
        path.runMillis(5000);
        path.packetsPerMilli = 8;
        path.runMillis(12_000);
        assertThat(bbr.model().maxBandwidth()).isGreaterThan(3.5 * BYTES_PER_SECOND);
    }

    @Test
    void forgetsBandwidthThatIsGoneAfterTwoCycles() {
        path.runMillis(5000);
        path.packetsPerMilli = 1;
        path.runMillis(12_000);
        assertThat(bbr.model().maxBandwidth()).isCloseTo(BYTES_PER_SECOND / 2, Percentage.withPercentage(10));
    }

    @Test
    void makesRoomToMeasureARoundTripThatHasBecomeLonger() {
        path.runMillis(5000);
        assertThat(path.seen).doesNotContain(BbrState.PROBE_RTT);
        path.rttMillis = 80;
        path.runMillis(15_000);
        assertThat(path.seen).contains(BbrState.PROBE_RTT);
        assertThat(bbr.model().minRtt().nanos() / 1e6).isCloseTo(80, within(3.0));
    }

    @Test
    void onePercentOfLossChangesNothing() {
        path.lossRate = 0.01;
        path.runMillis(2000);
        assertThat(goodput(20_000)).isGreaterThan(0.9 * BYTES_PER_SECOND);
    }

    @Test
    void fivePercentOfLossThatComesWhateverItDoesChangesLittle() {
        path.lossRate = 0.05;
        path.runMillis(10_000);
        assertThat(goodput(20_000)).isGreaterThan(0.8 * BYTES_PER_SECOND);
    }

    @Test
    void lossAboveTheThresholdBoundsWhatIsInFlight() {
        path.runMillis(2500);
        assertThat(path.runTo(BbrState.PROBE_BW_REFILL, 3000)).isTrue();
        path.lossRate = 0.2;
        assertThat(path.runTo(BbrState.PROBE_BW_DOWN, 1000)).isTrue();
        assertThat(bbr.model().longTerm().bytes()).isLessThan(2 * path.bdpBytes());
    }

    @Test
    void lossWhileCruisingLowersTheBandwidthUntilTheNextProbe() {
        path.runMillis(3000);
        assertThat(path.runTo(BbrState.PROBE_BW_CRUISE, 3000)).isTrue();
        path.lossRate = 0.2;
        path.runMillis(250);
        path.lossRate = 0;
        assertThat(bbr.model().bandwidth()).isLessThan(0.95 * BYTES_PER_SECOND);
        assertThat(path.runTo(BbrState.PROBE_BW_REFILL, 5000)).isTrue();
        assertThat(bbr.model().bandwidth()).isCloseTo(BYTES_PER_SECOND, FIVE_PERCENT);
    }

    @Test
    void lossOfWhichAPartArrivesAfterAllChangesNothing() {
        path.runMillis(3000);
        assertThat(path.runTo(BbrState.PROBE_BW_CRUISE, 3000)).isTrue();
        path.lossRate = 0.2;
        for (int i = 0; i < 250; i++) {
            path.runMillis(1);
            bbr.foundAfterLoss();
        }
        path.lossRate = 0;
        assertThat(bbr.model().bandwidth()).isCloseTo(BYTES_PER_SECOND, FIVE_PERCENT);
    }

    @Test
    void whatArrivesNobodyKnowsWhenBeginsNoRoundTrip() {
        path.runMillis(3000);
        long rounds = bbr.model().rounds().count();
        double bandwidth = bbr.model().maxBandwidth();
        RateSample sometime = new RateSample()
                .at(path.nowNanos(), RateSample.NO_RTT)
                .delivered(PathScript.PACKET_BYTES, path.deliveredBytes(), path.deliveredBytes())
                .rate(100 * BYTES_PER_SECOND, false)
                .lost(0, 0)
                .flight(path.flightBytes(), false);

        bbr.acknowledgedSometime(sometime);

        assertThat(bbr.model().rounds().count()).isEqualTo(rounds);
        assertThat(bbr.model().maxBandwidth()).isEqualTo(bandwidth);
    }

    @Test
    void timeOutLeavesOnePacketAndRecoveryGivesTheWindowBack() {
        path.runMillis(3000);
        long before = bbr.cwndBytes();
        bbr.retransmissionTimeout(0);
        assertThat(bbr.cwndBytes()).isEqualTo(PathScript.PACKET_BYTES);
        bbr.endRecovery();
        assertThat(bbr.cwndBytes()).isEqualTo(before);
    }

    @Test
    void spuriousLossTakesTheBoundsBack() {
        path.runMillis(3000);
        assertThat(path.runTo(BbrState.PROBE_BW_CRUISE, 3000)).isTrue();
        path.lossRate = 0.2;
        path.runMillis(150);
        bbr.spuriousLoss(path.deliveredBytes());
        assertThat(bbr.model().shortTerm().bandwidth()).isGreaterThan(0.9 * BYTES_PER_SECOND);
    }

    @Test
    void restartsFromIdleAtTheBandwidth() {
        path.runMillis(3000);
        bbr.restartFromIdle(path.nowNanos(), path.deliveredBytes());
        assertThat(bbr.pacingBytesPerSecond()).isCloseTo(BYTES_PER_SECOND, FIVE_PERCENT);
    }

    /** A queue that stands for other reasons drains slowly. */
    @Test
    void pacesOnePercentBelowTheBandwidth() {
        path.runMillis(3000);
        assertThat(path.runTo(BbrState.PROBE_BW_CRUISE, 3000)).isTrue();
        path.runMillis(100);
        assertThat(bbr.state()).isEqualTo(BbrState.PROBE_BW_CRUISE);
        assertThat(bbr.pacingBytesPerSecond())
                .isCloseTo(0.99 * bbr.model().bandwidth(), Percentage.withPercentage(0.001));
    }

    @Test
    void fourPacketsAreAlwaysAllowed() {
        PathScript narrow = new PathScript(0.05, 5);
        narrow.runMillis(5000);
        assertThat(narrow.bbr.cwndBytes()).isGreaterThanOrEqualTo(4 * PathScript.PACKET_BYTES);
    }

    @Test
    void firstRoundTripSetsTheFirstPace() {
        Bbr fresh = new PathScript(2, 50).bbr;
        fresh.firstRtt(100_000_000);
        assertThat(fresh.pacingBytesPerSecond()).isCloseTo(2.77 * 100_000, FIVE_PERCENT);
    }
}
