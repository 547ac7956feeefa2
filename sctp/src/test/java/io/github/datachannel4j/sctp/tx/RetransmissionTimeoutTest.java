package io.github.datachannel4j.sctp.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.RtoOptions;
import org.junit.jupiter.api.Test;

class RetransmissionTimeoutTest {
    private static final long MILLIS = 1_000_000L;

    private final RetransmissionTimeout rto = new RetransmissionTimeout(RtoOptions.webRtc());

    @Test
    void beginsAtTheInitialValue() {
        assertThat(rto.rtoNanos()).isEqualTo(500 * MILLIS);
        assertThat(rto.srttNanos()).isZero();
    }

    @Test
    void theFirstMeasurementGivesThreeRoundTrips() {
        rto.observe(200 * MILLIS);

        assertThat(rto.srttNanos()).isEqualTo(200 * MILLIS);
        assertThat(rto.rttvarNanos()).isEqualTo(100 * MILLIS);
        assertThat(rto.rtoNanos()).isEqualTo(600 * MILLIS);
    }

    @Test
    void aFastPathStaysAboveTheDelayOfSacks() {
        for (int i = 0; i < 100; i++) {
            rto.observe(MILLIS / 10);
        }

        assertThat(rto.rtoNanos()).isEqualTo(400 * MILLIS);
    }

    @Test
    void smoothsByEighthsAndQuarters() {
        rto.observe(800 * MILLIS);
        rto.observe(1_600 * MILLIS);

        assertThat(rto.srttNanos()).isEqualTo(900 * MILLIS);
        assertThat(rto.rttvarNanos()).isEqualTo(500 * MILLIS);
    }

    @Test
    void backsOffToTheMaximumAndRecoversWithAMeasurement() {
        for (int i = 0; i < 10; i++) {
            rto.backOff();
        }
        assertThat(rto.rtoNanos()).isEqualTo(3_000 * MILLIS);

        rto.observe(10 * MILLIS);
        assertThat(rto.rtoNanos()).isEqualTo(400 * MILLIS);
    }
}
