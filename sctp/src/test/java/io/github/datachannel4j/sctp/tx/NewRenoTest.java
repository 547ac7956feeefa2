package io.github.datachannel4j.sctp.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.tx.CongestionControl.Recovery;
import org.junit.jupiter.api.Test;

class NewRenoTest {
    private static final long PACKET = 1_000;

    private final NewReno reno = new NewReno(new CongestionControl.Start(PACKET, 10, 1_000_000));

    @Test
    void slowStartGrowsByWhatIsAcknowledged() {
        reno.onAcknowledged(Samples.acked(2_000, 10_000, Recovery.NONE));

        assertThat(reno.cwndBytes()).isEqualTo(12_000);
    }

    @Test
    void largerPacketsAreNoReasonForAWiderWindow() {
        reno.onRetransmissionTimeout(0, 10_000);
        reno.onPacketBytesChanged(PACKET + 300);

        assertThat(reno.cwndBytes()).isEqualTo(PACKET);
    }

    @Test
    void aWindowThatIsNotUsedDoesNotGrow() {
        reno.onAcknowledged(Samples.acked(2_000, 5_000, Recovery.NONE));

        assertThat(reno.cwndBytes()).isEqualTo(10_000);
    }

    @Test
    void inFastRecoveryItDoesNotGrow() {
        reno.onAcknowledged(Samples.acked(2_000, 10_000, Recovery.FAST_RECOVERY));

        assertThat(reno.cwndBytes()).isEqualTo(10_000);
    }

    @Test
    void aLossHalvesTheWindow() {
        reno.onLoss(0, PACKET, 10_000);

        assertThat(reno.cwndBytes()).isEqualTo(5_000);
        assertThat(reno.ssthreshBytes()).isEqualTo(5_000);
    }

    @Test
    void aLossThatWasNoneIsTakenBack() {
        reno.onLoss(0, PACKET, 10_000);
        reno.onSpuriousRetransmission(0);

        assertThat(reno.cwndBytes()).isEqualTo(10_000);
        assertThat(reno.ssthreshBytes()).isEqualTo(1_000_000);
    }

    @Test
    void theThresholdStaysAtFourPacketsAtLeast() {
        for (int i = 0; i < 10; i++) {
            reno.onLoss(0, PACKET, 10_000);
        }

        assertThat(reno.ssthreshBytes()).isEqualTo(4 * PACKET);
    }

    @Test
    void aTimeOutLeavesOnePacket() {
        reno.onRetransmissionTimeout(0, 10_000);

        assertThat(reno.cwndBytes()).isEqualTo(PACKET);
        assertThat(reno.ssthreshBytes()).isEqualTo(5_000);
    }

    @Test
    void congestionAvoidanceAddsOnePacketForEachWindow() {
        reno.onLoss(0, PACKET, 10_000);
        reno.onAcknowledged(Samples.acked(1_000, 5_000, Recovery.NONE));
        assertThat(reno.cwndBytes()).isEqualTo(6_000);

        for (int i = 0; i < 5; i++) {
            reno.onAcknowledged(Samples.acked(1_000, 6_000, Recovery.NONE));
        }
        assertThat(reno.cwndBytes()).isEqualTo(6_000);
        reno.onAcknowledged(Samples.acked(1_000, 6_000, Recovery.NONE));
        assertThat(reno.cwndBytes()).isEqualTo(7_000);
    }

    @Test
    void anIdleWindowDecaysToTheInitialOne() {
        for (int i = 0; i < 30; i++) {
            reno.onAcknowledged(Samples.acked(reno.cwndBytes(), reno.cwndBytes(), Recovery.NONE));
        }
        long busy = reno.cwndBytes();
        reno.onIdle(0, 1);
        assertThat(reno.cwndBytes()).isEqualTo(busy / 2);
        reno.onIdle(0, 100);
        assertThat(reno.cwndBytes()).isEqualTo(10_000);
    }

    @Test
    void idlenessDoesNotWidenASmallWindow() {
        reno.onRetransmissionTimeout(0, 10_000);
        reno.onIdle(0, 5);

        assertThat(reno.cwndBytes()).isEqualTo(PACKET);
    }
}
