package io.github.datachannel4j.sctp.tx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long MILLIS = 1_000_000L;
    /** One packet each millisecond. */
    private static final long RATE = 1_000_000;

    private static final long PACKET = 1_000;

    private final Pacer pacer = new Pacer();
    private long now = 1_000 * MILLIS;

    private int sendAllAllowed() {
        return sendAllAllowed(RATE);
    }

    private int sendAllAllowed(long rate) {
        int sent = 0;
        while (sent < 1_000 && pacer.allows(now, rate)) {
            pacer.onSent(now, PACKET, rate);
            sent++;
        }
        return sent;
    }

    @Test
    void nothingIsHeldBackWithoutARate() {
        for (int i = 0; i < 100; i++) {
            assertThat(pacer.allows(now, CongestionControl.UNPACED)).isTrue();
            pacer.onSent(now, PACKET, CongestionControl.UNPACED);
        }
        assertThat(pacer.nextTimeoutNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void afterAPauseAFewPacketsLeaveAtOnceAndThenOneIsDueLater() {
        assertThat(sendAllAllowed()).isBetween(1, 4);
        assertThat(pacer.nextTimeoutNanos()).isBetween(now + 1, now + 2 * MILLIS);
    }

    @Test
    void theAverageIsTheRateThoughTheOwnerIsLate() {
        sendAllAllowed();
        int sent = 0;
        long begin = now;
        while (now < begin + 1_000 * MILLIS) {
            now = pacer.nextTimeoutNanos() + MILLIS / 2;
            sent += sendAllAllowed();
        }
        assertThat(sent).isBetween(990, 1_005);
    }

    @Test
    void theAverageIsTheRateThoughTheOwnerStalls() {
        sendAllAllowed();
        int sent = 0;
        long begin = now;
        while (now < begin + 1_000 * MILLIS) {
            now = pacer.nextTimeoutNanos() + 15 * MILLIS;
            sent += sendAllAllowed();
        }
        assertThat(sent).isBetween(980, 1_020);
        assertThat(pacer.takeFallenBehind()).isFalse();
    }

    @Test
    void anOwnerThatIsVeryLateMakesABoundedBurstAndIsKnownToBeBehind() {
        sendAllAllowed();
        now += 1_000 * MILLIS;

        assertThat(sendAllAllowed()).isBetween(18, 23);
        assertThat(pacer.takeFallenBehind()).isTrue();
        assertThat(pacer.takeFallenBehind()).isFalse();
    }

    @Test
    void aBurstAtAHighRateIsBoundedInBytes() {
        long gigabit = 125_000_000;
        sendAllAllowed(gigabit);
        now += 100 * MILLIS;

        assertThat(sendAllAllowed(gigabit)).isBetween(500, 700);
        assertThat(pacer.takeFallenBehind()).isTrue();
    }

    @Test
    void whatALateOwnerDoesNotSendSoonIsForgotten() {
        sendAllAllowed();
        now += 20 * MILLIS;
        assertThat(pacer.allows(now, RATE)).isTrue();
        now += 18 * MILLIS;

        assertThat(sendAllAllowed()).isLessThanOrEqualTo(4);
    }

    @Test
    void aPauseForLackOfDataLeavesNobodyBehind() {
        pacer.onSent(now, PACKET, RATE);
        now += 1_000 * MILLIS;

        assertThat(sendAllAllowed()).isLessThanOrEqualTo(4);
        assertThat(pacer.takeFallenBehind()).isFalse();
    }

    @Test
    void packetsLargerThanTheQuantumFollowEachOtherAtTheRate() {
        long slow = 10_000;
        long begin = now;
        for (int i = 0; i < 10; i++) {
            while (!pacer.allows(now, slow)) {
                now = pacer.nextTimeoutNanos();
            }
            pacer.onSent(now, PACKET, slow);
        }
        assertThat(now - begin).isBetween(850 * MILLIS, 950 * MILLIS);
    }

    @Test
    void aRateThatWasLowForAMomentHoldsNothingBackLater() {
        pacer.onSent(now, PACKET, 1);
        assertThat(pacer.allows(now, 1)).isFalse();

        assertThat(pacer.allows(now + 2 * MILLIS, RATE)).isTrue();
    }

    @Test
    void noPacketWaitsLongerThanHalfASecond() {
        for (long rate : new long[] {0, 1, 100}) {
            pacer.onSent(now, PACKET, rate);
            assertThat(pacer.allows(now, rate)).isFalse();
            assertThat(pacer.allows(now + 100 * MILLIS, rate)).isFalse();
            assertThat(pacer.nextTimeoutNanos()).isEqualTo(now + 500 * MILLIS);
            now = pacer.nextTimeoutNanos();
            assertThat(pacer.allows(now, rate)).isTrue();
        }
    }
}
