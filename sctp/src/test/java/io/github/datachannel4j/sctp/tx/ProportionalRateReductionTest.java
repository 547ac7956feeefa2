package io.github.datachannel4j.sctp.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.tx.CongestionControl.Recovery;
import org.junit.jupiter.api.Test;

class ProportionalRateReductionTest {
    private static final long PACKET = 1_000;
    private static final long SSTHRESH = 10 * PACKET;

    private final ProportionalRateReduction reduction = new ProportionalRateReduction();
    private long flight = 19 * PACKET;

    /** One packet arrives; then as many leave as may. Returns how many. */
    private int packetArrives() {
        flight -= PACKET;
        reduction.onAcknowledged(
                new AcknowledgementSample()
                        .at(0, flight + PACKET, Recovery.FAST_RECOVERY)
                        .flight(PACKET, 0, flight),
                PACKET);
        int sent = 0;
        while (flight + PACKET <= reduction.windowBytes()) {
            flight += PACKET;
            reduction.onSent(PACKET);
            sent++;
        }
        return sent;
    }

    @Test
    void aboutOnePacketLeavesForTwoThatArriveUntilHalfIsLeft() {
        reduction.begin(SSTHRESH, 20 * PACKET);
        int sent = 0;
        for (int i = 0; i < 18; i++) {
            int now = packetArrives();
            assertThat(now).isLessThanOrEqualTo(1);
            sent += now;
        }
        assertThat(sent).isBetween(8, 10);
        assertThat(flight).isBetween(9 * PACKET, 11 * PACKET);
    }

    @Test
    void afterManyLossesNoMoreLeavesThanArrives() {
        flight = 5 * PACKET;
        reduction.begin(SSTHRESH, 20 * PACKET);
        for (int i = 0; i < 20; i++) {
            assertThat(packetArrives()).isLessThanOrEqualTo(1);
        }
        assertThat(flight).isBetween(4 * PACKET, 6 * PACKET);
    }

    @Test
    void neverMoreThanTheThresholdIsInFlight() {
        reduction.begin(SSTHRESH, 20 * PACKET);
        for (int i = 0; i < 100; i++) {
            packetArrives();
        }
        assertThat(flight).isLessThanOrEqualTo(SSTHRESH);
    }
}
