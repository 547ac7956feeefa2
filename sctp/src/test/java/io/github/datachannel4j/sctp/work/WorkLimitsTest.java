package io.github.datachannel4j.sctp.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No packet costs more the more of them have come: the work of a flood grows as its length and not faster, and a packet of it costs no more
 * than so many steps. {@link CountingLoader} says what a step is.
 */
class WorkLimitsTest {
    private static final int PACKETS = 500;
    /** Twice the packets may cost so much more; 2 is linear, 4 would be quadratic. What is above 2 are bit sets, read by words. */
    private static final double GROWTH_MAX = 2.5;
    /** A tenth of a millisecond or so. The dearest packets hold 200 streams to skip, 400 to reset or 50 chunks. */
    private static final long STEPS_PER_PACKET_MAX = 20_000;

    private static final ClassLoader COUNTING = new CountingLoader();

    @ParameterizedTest
    @EnumSource
    void workGrowsAsThePackets(Flood flood) throws ClassNotFoundException {
        IntPredicate counted = twinOf(flood);
        // What is done once for all runs is done here.
        steps(counted, PACKETS);
        long once = steps(counted, PACKETS);
        long twice = steps(counted, 2 * PACKETS);
        long fourTimes = steps(counted, 4 * PACKETS);

        // The differences leave out what is done once for each run, as the handshake.
        assertThat(fourTimes - twice).isLessThan((long) (GROWTH_MAX * (twice - once)));
        assertThat((fourTimes - twice) / (2 * PACKETS)).isLessThan(STEPS_PER_PACKET_MAX);
    }

    /** The same flood in the classes that count. */
    private static IntPredicate twinOf(Flood flood) throws ClassNotFoundException {
        Object[] twins = COUNTING.loadClass(Flood.class.getName()).getEnumConstants();
        return (IntPredicate) Arrays.stream(twins)
                .filter(twin -> twin.toString().equals(flood.name()))
                .findFirst()
                .orElseThrow();
    }

    private static long steps(IntPredicate flood, int packets) {
        long before = Steps.taken;
        // An association that has ended early would have an easy life.
        assertThat(flood.test(packets)).as("lives").isTrue();
        return Steps.taken - before;
    }
}
