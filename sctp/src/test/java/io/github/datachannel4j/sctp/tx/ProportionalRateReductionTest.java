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

    /** An acknowledgement without further loss that moves the cumulative TSN: the flight may come back to ssthresh packet by packet. */
    @Test
    void aSafeAcknowledgementLetsAPacketMoreLeave() {
        assertThat(allowedBytesAfter(true, 0)).isEqualTo(2 * PACKET);
        assertThat(allowedBytesAfter(false, 0)).isEqualTo(PACKET);
        assertThat(allowedBytesAfter(true, PACKET)).isEqualTo(PACKET);
    }

    /** One packet has arrived while half of ssthresh is in flight. */
    private long allowedBytesAfter(boolean isCumulativeAdvanced, long lostBytes) {
        reduction.begin(SSTHRESH, 20 * PACKET);
        long flightNow = 5 * PACKET;
        reduction.onAcknowledged(
                new AcknowledgementSample()
                        .at(0, flightNow + PACKET, Recovery.FAST_RECOVERY)
                        .cumulativeAdvanced(isCumulativeAdvanced)
                        .flight(PACKET, lostBytes, flightNow),
                PACKET);
        return reduction.windowBytes() - flightNow;
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
