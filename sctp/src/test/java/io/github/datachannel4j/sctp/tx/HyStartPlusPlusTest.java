package io.github.datachannel4j.sctp.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.core.Nanos;
import io.github.datachannel4j.sctp.tx.HyStartPlusPlus.Phase;
import org.junit.jupiter.api.Test;

/** RFC 9406 §4.2. */
class HyStartPlusPlusTest {
    private static final int SAMPLES = 8;
    private static final long ROUND_BYTES = 100_000;

    private final HyStartPlusPlus hyStart = new HyStartPlusPlus();
    private long delivered;

    /** One round trip in which so many packets are measured. */
    private Phase round(long rttMillis, int samples) {
        Phase phase = Phase.SLOW_START;
        long sentDelivered = delivered;
        for (int i = 0; i < samples; i++) {
            delivered += ROUND_BYTES / samples;
            phase = hyStart.acknowledged(rttMillis * Nanos.PER_MILLI, sentDelivered, delivered);
        }
        return phase;
    }

    private Phase round(long rttMillis) {
        return round(rttMillis, SAMPLES);
    }

    @Test
    void goesOnWhileRoundTripsStayAsTheyAre() {
        for (int i = 0; i < 20; i++) {
            assertThat(round(40)).isEqualTo(Phase.SLOW_START);
        }
        assertThat(hyStart.growthBytes(1000)).isEqualTo(1000);
    }

    @Test
    void slowsDownWhenRoundTripsGrowByAnEighth() {
        round(80);
        assertThat(round(89)).isEqualTo(Phase.SLOW_START);
        assertThat(round(101)).isEqualTo(Phase.CONSERVATIVE_SLOW_START);
        assertThat(hyStart.growthBytes(1000)).isEqualTo(250);
    }

    @Test
    void fourMillisecondsAreNoSign() {
        round(8);
        assertThat(round(11)).isEqualTo(Phase.SLOW_START);
        assertThat(round(15)).isEqualTo(Phase.CONSERVATIVE_SLOW_START);
    }

    @Test
    void sixteenMillisecondsAreASignHoweverLongTheWay() {
        round(300);
        assertThat(round(316)).isEqualTo(Phase.CONSERVATIVE_SLOW_START);
    }

    @Test
    void sevenSamplesSayNothing() {
        round(80);
        assertThat(round(200, SAMPLES - 1)).isEqualTo(Phase.SLOW_START);
    }

    @Test
    void isDoneAfterFiveSlowRounds() {
        round(80);
        round(100);
        for (int i = 0; i < 4; i++) {
            assertThat(round(110)).isEqualTo(Phase.CONSERVATIVE_SLOW_START);
        }
        assertThat(round(110)).isEqualTo(Phase.DONE);
    }

    @Test
    void goesOnFastWhenTheRoundTripsBecomeShortAgain() {
        round(80);
        round(100);
        assertThat(round(85)).isEqualTo(Phase.SLOW_START);
    }
}
