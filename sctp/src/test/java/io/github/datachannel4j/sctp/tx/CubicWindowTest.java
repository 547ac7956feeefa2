package io.github.datachannel4j.sctp.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** RFC 9438 §4, rule by rule. Windows are in packets. */
class CubicWindowTest {
    private static final double RTT_SECONDS = 0.1;

    private final CubicWindow cubic = new CubicWindow();

    /** The window after so many round trips in which all of it is acknowledged. */
    private double grow(double fromSeconds, double window, int rounds) {
        double grown = window;
        for (int i = 0; i < rounds; i++) {
            grown = cubic.grow(fromSeconds + i * RTT_SECONDS, grown, grown, RTT_SECONDS);
        }
        return grown;
    }

    @Test
    void lossTakesThreeTenths() {
        assertThat(cubic.shrink(100)).isCloseTo(70, within(1e-9));
    }

    @Test
    void reachesTheOldMaximumAfterKSeconds() {
        double window = cubic.shrink(1000);
        // K = cbrt(300 / 0.4) = 9.09 s, i.e. 91 round trips.
        assertThat(grow(0, window, 91)).isCloseTo(1000, within(3.0));
    }

    @Test
    void isFlatAroundTheOldMaximumAndSteepBehindIt() {
        double window = cubic.shrink(1000);
        double at8Seconds = grow(0, window, 80);
        double at10Seconds = grow(8, at8Seconds, 20);
        double at16Seconds = grow(10, at10Seconds, 60);
        assertThat(at10Seconds - at8Seconds).isLessThan(3);
        assertThat(at16Seconds - at10Seconds).isGreaterThan(100);
    }

    /** §4.4: below the old maximum, each packet adds its part of the way to where the curve is a round trip later. */
    @Test
    void onTheConcavePartEachPacketAddsItsPartOfTheWay() {
        double window = cubic.shrink(1000);
        cubic.grow(0, window, 1, RTT_SECONDS);
        double k = Math.cbrt(300 / 0.4);
        double target = 1000 + 0.4 * Math.pow(2 + RTT_SECONDS - k, 3);

        assertThat(cubic.grow(2, window, 1, RTT_SECONDS) - window).isCloseTo((target - window) / window, within(1e-9));
    }

    /** §4.5: above it, too. */
    @Test
    void onTheConvexPartEachPacketAddsItsPartOfTheWay() {
        double window = cubic.shrink(1000);
        cubic.grow(0, window, 1, RTT_SECONDS);
        double k = Math.cbrt(300 / 0.4);
        double target = 1000 + 0.4 * Math.pow(k + 2 + RTT_SECONDS - k, 3);

        assertThat(cubic.grow(k + 2, 1000, 1, RTT_SECONDS) - 1000).isCloseTo((target - 1000) / 1000, within(1e-9));
    }

    /** §4.2: no target is below the window. */
    @Test
    void neverShrinksByGrowing() {
        double window = cubic.shrink(1000);
        cubic.grow(0, window, 1, RTT_SECONDS);

        assertThat(cubic.grow(0.1, 990, 1, RTT_SECONDS)).isEqualTo(990);
    }

    @Test
    void letsGoOfMoreWhenLossComesBelowTheLastMaximum() {
        cubic.shrink(1000);
        double window = cubic.shrink(800);
        // The new maximum is 800 * 1.7 / 2 = 680: from 560, K = cbrt(120 / 0.4) = 6.7 s.
        assertThat(grow(0, window, 67)).isCloseTo(680, within(3.0));
    }

    @Test
    void isNeverSlowerThanNewRenoWouldBe() {
        double window = cubic.shrink(10);
        // Small windows on short paths: NewReno's line, 0.53 packets for each round trip, is above the curve.
        double grown = window;
        for (int i = 0; i < 4; i++) {
            grown = cubic.grow(i * 0.001, grown, grown, 0.001);
        }
        assertThat(grown - window).isCloseTo(4 * 0.529, within(0.05));
    }

    @Test
    void stepsLikeNewRenoOnceTheWindowIsBack() {
        double window = cubic.shrink(4);
        double grown = window;
        for (int i = 0; i < 3; i++) {
            grown = cubic.grow(i * 0.001, grown, grown, 0.001);
        }
        double before = grown;
        assertThat(before).isGreaterThan(4);
        assertThat(cubic.grow(0.003, grown, grown, 0.001) - before).isCloseTo(1, within(0.01));
    }

    @Test
    void growsByHalfInARoundTripAtMost() {
        double window = cubic.shrink(10);
        cubic.grow(0, window, 1, RTT_SECONDS);
        double muchLater = cubic.grow(100, window, window, RTT_SECONDS);
        assertThat(muchLater).isCloseTo(1.5 * window, within(0.2));
    }

    @Test
    void idleTimeDoesNotCount() {
        double window = cubic.shrink(1000);
        double before = grow(0, window, 20);
        cubic.shift(100);
        assertThat(cubic.grow(102, before, 1, RTT_SECONDS) - before).isLessThan(1);
    }

    @Test
    void beginsFlatAfterATimeOut() {
        cubic.shrink(1000);
        cubic.forgetMax();
        double window = cubic.grow(0, 500, 1, RTT_SECONDS);
        assertThat(grow(0, window, 10) - 500).isLessThan(10);
    }
}
