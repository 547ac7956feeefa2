package io.github.datachannel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedLinkTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MANY = 20_000;

    private final VirtualTime time = new VirtualTime();
    private final List<Integer> arrived = new ArrayList<>();
    private final List<Long> arrivalNanos = new ArrayList<>();

    static List<NetworkProfile> profiles() {
        return NetworkProfile.ALL;
    }

    private SimulatedLink link(LinkConditions conditions, long seed) {
        SimulatedLink link = new SimulatedLink(time, conditions, seed);
        link.onArrival(packet -> {
            arrived.add(numberOf(packet));
            arrivalNanos.add(time.nowNanos());
        });
        return link;
    }

    private static byte[] packet(int number, int length) {
        byte[] packet = new byte[length];
        packet[0] = (byte) (number >> 8);
        packet[1] = (byte) number;
        return packet;
    }

    private static int numberOf(byte[] packet) {
        return ((packet[0] & 0xFF) << 8) | (packet[1] & 0xFF);
    }

    private void sendMany(SimulatedLink link, int count) {
        for (int i = 0; i < count; i++) {
            link.send(packet(i, 100));
            time.runFor(MILLI);
        }
        time.runUntilIdle(10 * MANY);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void doesTheSameWithTheSameSeed(NetworkProfile profile) {
        assertThat(trace(profile, 7)).isEqualTo(trace(profile, 7));
    }

    @Test
    void doesSomethingElseWithAnotherSeed() {
        assertThat(trace(NetworkProfile.LOSSY, 7)).isNotEqualTo(trace(NetworkProfile.LOSSY, 8));
    }

    private static List<String> trace(NetworkProfile profile, long seed) {
        VirtualTime time = new VirtualTime();
        SimulatedNetwork network = new SimulatedNetwork(time, profile, seed);
        List<String> trace = new ArrayList<>();
        network.aToZ().onArrival(packet -> trace.add(time.nowNanos() + " z got " + numberOf(packet)));
        network.zToA().onArrival(packet -> trace.add(time.nowNanos() + " a got " + numberOf(packet)));
        for (int i = 0; i < 2000; i++) {
            network.aToZ().send(packet(i, 1000));
            network.zToA().send(packet(i, 50));
            time.runFor(MILLI);
        }
        time.runUntilIdle(MANY);
        return trace;
    }

    @Test
    void deliversEverythingInOrderWhenPerfect() {
        sendMany(link(LinkConditions.perfect(), 1), 1000);
        assertThat(arrived).hasSize(1000).isSorted();
    }

    @Test
    void losesAboutAsMuchAsItShould() {
        SimulatedLink link = link(LinkConditions.perfect().withLossRate(0.2), 1);
        sendMany(link, MANY);
        assertThat(link.statistics().lost() / (double) MANY).isCloseTo(0.2, within(0.01));
        assertThat(arrived).hasSize(MANY - (int) link.statistics().lost());
    }

    @Test
    void losesInBursts() {
        BurstLoss burst = new BurstLoss(0.01, 0.25, 0, 1);
        SimulatedLink link = link(LinkConditions.perfect().withBurstLoss(burst), 1);
        sendMany(link, MANY);
        assertThat(link.statistics().lost() / (double) MANY).isCloseTo(burst.meanLoss(), within(0.01));
        assertThat(gaps() / (double) link.statistics().lost())
                .as("bursts for each lost packet")
                .isCloseTo(0.25, within(0.05));
    }

    /** How often the sequence of arrived numbers has a hole, however wide. */
    private long gaps() {
        long gaps = 0;
        for (int i = 1; i < arrived.size(); i++) {
            gaps += arrived.get(i) == arrived.get(i - 1) + 1 ? 0 : 1;
        }
        return gaps;
    }

    @Test
    void keepsTheOrderInSpiteOfJitter() {
        sendMany(link(LinkConditions.perfect().withDelayMillis(10, 50), 1), 1000);
        assertThat(arrived).hasSize(1000).isSorted();
    }

    @Test
    void letsPacketsOvertakeWhenItShould() {
        SimulatedLink link =
                link(LinkConditions.perfect().withDelayMillis(10, 0).withReordering(0.1, 5), 1);
        sendMany(link, MANY);
        assertThat(arrived).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(gaps()).isGreaterThan(MANY / 20);
        assertThat(link.statistics().reordered() / (double) MANY).isCloseTo(0.1, within(0.01));
    }

    @Test
    void deliversTwiceAndDamagesWhenItShould() {
        SimulatedLink link =
                link(LinkConditions.perfect().withDuplicateRate(0.1).withCorruptRate(0.05), 1);
        sendMany(link, MANY);
        assertThat(link.statistics().duplicated() / (double) MANY).isCloseTo(0.1, within(0.01));
        assertThat(link.statistics().corrupted() / (double) MANY).isCloseTo(0.05, within(0.01));
        assertThat(arrived).hasSize(MANY + (int) link.statistics().duplicated());
    }

    @Test
    void sendsOnePacketAfterTheOtherThroughABottleneck() {
        SimulatedLink link = link(LinkConditions.perfect().withDelayMillis(5, 0).withBandwidth(800, 3000), 1);
        for (int i = 0; i < 5; i++) {
            link.send(packet(i, 1000));
        }
        time.runUntilIdle(10);
        assertThat(arrived).as("the fourth finds 3000 bytes waiting").containsExactly(0, 1, 2);
        assertThat(arrivalNanos).containsExactly(15 * MILLI, 25 * MILLI, 35 * MILLI);
        assertThat(link.statistics().overflowed()).isEqualTo(2);
    }

    @Test
    void losesLongPacketsUntilTheMtuGrows() {
        SimulatedLink link = link(LinkConditions.perfect().withMtuBytes(1000), 1);
        link.send(packet(1, 1000));
        link.send(packet(2, 1001));
        link.setConditions(LinkConditions.perfect().withMtuBytes(1001));
        link.send(packet(3, 1001));
        time.runUntilIdle(10);
        assertThat(arrived).containsExactly(1, 3);
    }

    @Test
    void carriesNothingInAnOutage() {
        SimulatedNetwork network = new SimulatedNetwork(time, LinkConditions.perfect(), 1);
        network.zToA().addOutage(new Outage(10 * MILLI, 20 * MILLI));
        sendMany(network.aToZ(), 30);
        assertThat(network.aToZ().statistics().delivered()).isEqualTo(30);
        network.zToA().addOutage(new Outage(time.nowNanos(), time.nowNanos() + 10 * MILLI));
        sendMany(network.zToA(), 30);
        assertThat(network.zToA().statistics().delivered()).isEqualTo(20);
        assertThat(network.zToA().statistics().blackedOut()).isEqualTo(10);
    }

    @Test
    void doesToTheNextPacketWhatATestAsksFor() {
        SimulatedLink link = link(LinkConditions.perfect().withDelayMillis(1, 0), 1);
        link.dropNext();
        link.dropNext(packet -> numberOf(packet) == 3);
        link.duplicateNext(packet -> numberOf(packet) == 4);
        link.delayNext(packet -> numberOf(packet) == 1, 10 * MILLI);
        for (int i = 0; i < 6; i++) {
            link.send(packet(i, 10));
        }
        time.runUntilIdle(100);
        assertThat(arrived.subList(0, 2)).containsExactly(2, 4);
        assertThat(arrived).containsExactlyInAnyOrder(1, 2, 4, 4, 5).endsWith(1);
        assertThat(link.scriptedFaultsLeft()).isZero();
    }

    @Test
    void keepsNoHoldOfTheSendersArray() {
        SimulatedLink link = link(LinkConditions.perfect(), 1);
        byte[] packet = packet(1, 10);
        link.send(packet);
        packet[1] = 2;
        time.runUntilIdle(10);
        assertThat(arrived).containsExactly(1);
    }

    @Test
    void saysWhatWaitsBeforeTheBottleneck() {
        LinkConditions conditions = LinkConditions.perfect().withBandwidth(800, 10_000);
        SimulatedLink link = link(conditions, 1);
        for (int i = 0; i < 5; i++) {
            link.send(packet(i, 1000));
        }
        assertThat(link.queuedBytes()).isEqualTo(5000);
        assertThat(link.queueDelayNanos()).isEqualTo(50 * MILLI);
        time.runFor(30 * MILLI);
        assertThat(link.queuedBytes()).isEqualTo(2000);
        time.runFor(30 * MILLI);
        assertThat(link.queuedBytes()).isZero();
    }
}
