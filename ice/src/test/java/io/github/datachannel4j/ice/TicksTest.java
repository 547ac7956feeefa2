package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static final long MILLIS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Ticks ticks = new Ticks(16 * MILLIS);

    @Test
    void timersOfAllPairsExpireTogether() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            // The clock of the JVM begins anywhere, below zero as well.
            long now = random.nextLong() / 2;
            long wait = random.nextLong(1, 6000 * MILLIS);
            long late = ticks.nanosUntil(now, wait) - wait;
            assertThat(Math.floorMod(now + wait + late, 16 * MILLIS)).isZero();
            assertThat(late).isBetween(0L, 16 * MILLIS - 1);
        }
    }

    @Test
    void ticksAreShortBesideTheTimesThatAreAskedFor() {
        IceTimings usual = IceTimings.defaults();
        assertThat(Ticks.of(usual).nanos()).isEqualTo(16 * MILLIS);
        Duration tenth = Duration.ofMillis(100);
        assertThat(Ticks.of(usual.withConsent(tenth, tenth, tenth)).nanos()).isEqualTo(10 * MILLIS / 16);
    }
}
