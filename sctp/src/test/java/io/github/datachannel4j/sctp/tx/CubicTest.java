package io.github.datachannel4j.sctp.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.core.Nanos;
import io.github.datachannel4j.sctp.tx.CongestionControl.Recovery;
import org.junit.jupiter.api.Test;

class CubicTest {
    private static final long PACKET = 1_000;
    private static final long RTT_NANOS = 100 * Nanos.PER_MILLI;

    private final Cubic cubic = new Cubic(new CongestionControl.Start(PACKET, 10, 1_000_000));

    private void acknowledgeWindow() {
        long window = cubic.cwndBytes();
        cubic.onAcknowledged(Samples.acked(window, window, Recovery.NONE));
    }

    @Test
    void slowStartDoublesTheWindow() {
        acknowledgeWindow();
        acknowledgeWindow();

        assertThat(cubic.cwndBytes()).isEqualTo(40_000);
    }

    @Test
    void largerPacketsAreNoReasonForAWiderWindow() {
        cubic.onRetransmissionTimeout(0, 10_000);
        cubic.onPacketBytesChanged(PACKET + 300);

        assertThat(cubic.cwndBytes()).isEqualTo(PACKET);
    }

    @Test
    void aWindowThatIsNotUsedDoesNotGrow() {
        cubic.onAcknowledged(Samples.acked(2_000, 2_000, Recovery.NONE));

        assertThat(cubic.cwndBytes()).isEqualTo(10_000);
    }

    /** §4.6: whoever reduces cwnd and not the flight must see to it that cwnd does not grow without being used. */
    @Test
    void onTheCurveAWindowThatIsNotUsedDoesNotGrowEither() {
        cubic.onLoss(0, PACKET, 10_000);
        for (int second = 1; second <= 60; second++) {
            cubic.onAcknowledged(Samples.acked(2_000, 4_000, Recovery.NONE)
                    .at(second * Nanos.PER_SECOND, 4_000, Recovery.NONE)
                    .roundTrip(RTT_NANOS, RTT_NANOS, RTT_NANOS));
        }

        assertThat(cubic.cwndBytes()).isEqualTo(7_000);
    }

    /** §4.2: time in which the application has nothing to send is not time on the curve. */
    @Test
    void timeWithoutDataDoesNotCount() {
        cubic.onLoss(0, PACKET, 10_000);
        growAt(Nanos.PER_SECOND);
        long before = cubic.cwndBytes();
        cubic.onAcknowledged(Samples.acked(1_000, 1_000, Recovery.NONE)
                .at(Nanos.PER_SECOND + 1, 1_000, Recovery.NONE)
                .roundTrip(RTT_NANOS, RTT_NANOS, RTT_NANOS));
        growAt(61 * Nanos.PER_SECOND);

        assertThat(cubic.cwndBytes() - before).isLessThan(PACKET);
    }

    /** The whole window is acknowledged. */
    private void growAt(long nowNanos) {
        long window = cubic.cwndBytes();
        cubic.onAcknowledged(Samples.acked(window, window, Recovery.NONE)
                .at(nowNanos, window, Recovery.NONE)
                .roundTrip(RTT_NANOS, RTT_NANOS, RTT_NANOS));
    }

    /** §4.10: up to ssthresh it is slow start, behind it the curve. */
    @Test
    void slowStartEndsAtTheThreshold() {
        cubic.onRetransmissionTimeout(0, 10_000);
        for (int i = 0; i < 3; i++) {
            acknowledgeWindow();
        }
        assertThat(cubic.cwndBytes()).isEqualTo(8 * PACKET);
        acknowledgeWindow();

        assertThat(cubic.cwndBytes()).isLessThan(10 * PACKET);
    }

    @Test
    void inFastRecoveryItDoesNotGrow() {
        cubic.onAcknowledged(Samples.acked(2_000, 10_000, Recovery.FAST_RECOVERY));

        assertThat(cubic.cwndBytes()).isEqualTo(10_000);
    }

    @Test
    void aLossLeavesSevenTenths() {
        cubic.onLoss(0, PACKET, 10_000);

        assertThat(cubic.cwndBytes()).isEqualTo(7_000);
        assertThat(cubic.ssthreshBytes()).isEqualTo(7_000);
    }

    @Test
    void aLossThatWasNoneIsTakenBack() {
        cubic.onLoss(0, PACKET, 10_000);
        cubic.onSpuriousRetransmission(0);

        assertThat(cubic.cwndBytes()).isEqualTo(10_000);
        assertThat(cubic.ssthreshBytes()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theThresholdStaysAtTwoPacketsAtLeast() {
        for (int i = 0; i < 20; i++) {
            cubic.onLoss(0, PACKET, 10_000);
        }

        assertThat(cubic.ssthreshBytes()).isEqualTo(2 * PACKET);
    }

    @Test
    void aTimeOutLeavesOnePacketAndStartsSlowlyToSevenTenths() {
        cubic.onRetransmissionTimeout(0, 10_000);

        assertThat(cubic.cwndBytes()).isEqualTo(PACKET);
        assertThat(cubic.ssthreshBytes()).isEqualTo(7_000);
        acknowledgeWindow();
        assertThat(cubic.cwndBytes()).isEqualTo(2 * PACKET);
    }

    @Test
    void anIdleWindowDecaysToTheInitialOne() {
        for (int i = 0; i < 5; i++) {
            acknowledgeWindow();
        }
        cubic.onIdle(0, 1);
        assertThat(cubic.cwndBytes()).isEqualTo(160_000);
        cubic.onIdle(0, 100);
        assertThat(cubic.cwndBytes()).isEqualTo(10_000);
    }

    @Test
    void pacesTwoWindowsForEachRoundTripInSlowStart() {
        cubic.onAcknowledged(
                Samples.acked(1_000, 10_000, Recovery.NONE).roundTrip(100_000_000, 100_000_000, 100_000_000));

        assertThat(cubic.pacingBytesPerSecond()).isEqualTo(220_000);
    }

    @Test
    void isNotPacedBeforeTheFirstRoundTrip() {
        assertThat(cubic.pacingBytesPerSecond()).isEqualTo(CongestionControl.UNPACED);
    }
}
