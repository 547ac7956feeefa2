package io.github.datachannel4j.sctp.simulation;

import io.github.datachannel4j.testkit.BurstLoss;
import io.github.datachannel4j.testkit.LinkConditions;
import io.github.datachannel4j.testkit.NetworkProfile;
import io.github.datachannel4j.testkit.Outage;
import io.github.datachannel4j.testkit.SimulatedNetwork;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The way between the two sides, and what happens to it.
 *
 * @param network its conditions
 * @param mtuChanges when packets of other sizes begin to get lost
 * @param blackouts when one direction carries nothing, or both
 */
record Route(NetworkProfile network, List<MtuChange> mtuChanges, List<Blackout> blackouts) {
    /** A round trip and a delayed SACK take less than the shortest retransmission time-out. */
    private static final int DELAY_MILLIS_FLAWLESS_MAX = 90;

    /** All carry what the sides begin with; most end a search in the middle. */
    private static final int[] MTU_BYTES = {1191, 1200, 1335, 1400, 1450, 65_507};

    private static final int INCIDENTS_UNTIL_MILLIS = 3000;
    private static final int BLACKOUT_MILLIS_MIN = 30;
    /** Back-off after it takes about as long again, and a shutdown is waited for three times as long. */
    private static final int BLACKOUT_MILLIS_MAX = 4000;

    private static final int BLACKOUTS_MAX = 2;

    private static final int KILOBITS_MIN = 128;
    private static final int KILOBITS_MAX = 50_000;
    /** Two of the largest packets: where less fits, nothing may get through at all. */
    private static final int QUEUE_BYTES_MIN = 3000;

    private static final int QUEUE_BYTES_MAX = 300_000;

    /** From then on longer packets are lost without a word. */
    record MtuChange(long atNanos, int mtuBytes) {
        /** Every second one, by its millisecond. */
        boolean isOfAnotherPath() {
            return atNanos / millis(1) % 2 == 0;
        }
    }

    /** A span of time in which nothing gets through. */
    record Blackout(Direction direction, Outage outage) {
        void plan(SimulatedNetwork network) {
            switch (direction) {
                case A_TO_Z -> network.aToZ().addOutage(outage);
                case Z_TO_A -> network.zToA().addOutage(outage);
                case BOTH -> network.addOutage(outage);
            }
        }
    }

    /** Where nothing gets through. */
    enum Direction {
        A_TO_Z,
        Z_TO_A,
        BOTH
    }

    /** One on which nothing changes but what its profile says. */
    static Route of(NetworkProfile network) {
        return new Route(network, List.of(), List.of());
    }

    /**
     * One with up to 20 % loss, reordering, duplication, damage and other packet sizes, and then a bottleneck and black-outs; now and then
     * one without a flaw, on which more can be asked for.
     *
     * @param random for what each seed has had from the beginning
     * @param more for what came later, so that the draws before keep their values
     */
    static Route random(SplittableRandom random, SplittableRandom more) {
        Route route = new Route(profile(randomConditions(random)), randomMtuChanges(random), List.of());
        return route.isFlawless()
                ? route
                : new Route(
                        profile(withBottleneck(route.network.conditions(), more)),
                        route.mtuChanges,
                        randomBlackouts(more));
    }

    private static NetworkProfile profile(LinkConditions conditions) {
        return new NetworkProfile("random", conditions, List.of());
    }

    /** Whether every packet arrives in order and in time. */
    boolean isFlawless() {
        LinkConditions link = network.conditions();
        return network.outages().isEmpty()
                && blackouts.isEmpty()
                && mtuChanges.isEmpty()
                && link.lossRate() + link.reorderRate() + link.duplicateRate() + link.corruptRate() == 0
                && link.burstLoss().equals(BurstLoss.NONE)
                && link.bitsPerSecond() == LinkConditions.UNLIMITED
                && link.delayNanos() + link.jitterNanos() <= millis(DELAY_MILLIS_FLAWLESS_MAX);
    }

    private static LinkConditions randomConditions(SplittableRandom random) {
        LinkConditions conditions = LinkConditions.perfect()
                .withMtuBytes(MTU_BYTES[random.nextInt(MTU_BYTES.length)])
                .withDelayMillis(random.nextDouble(0.1, 60), random.nextDouble(20))
                .withLossRate(sometimes(random, 0.2))
                .withReordering(sometimes(random, 0.3), random.nextDouble(100))
                .withDuplicateRate(sometimes(random, 0.2))
                .withCorruptRate(sometimes(random, 0.02));
        return random.nextInt(8) == 0 ? conditions.withBurstLoss(new BurstLoss(0.02, 0.3, 0, 0.8)) : conditions;
    }

    /** Zero in one case of three, so that each trouble is also met without the others. */
    private static double sometimes(SplittableRandom random, double rateMax) {
        return random.nextInt(3) == 0 ? 0 : random.nextDouble(rateMax);
    }

    /** In every second case: from a modem to a home's line, with a queue from next to nothing to seconds. */
    private static LinkConditions withBottleneck(LinkConditions conditions, SplittableRandom more) {
        return more.nextBoolean()
                ? conditions.withBandwidth(
                        logUniform(more, KILOBITS_MIN, KILOBITS_MAX),
                        logUniform(more, QUEUE_BYTES_MIN, QUEUE_BYTES_MAX))
                : conditions;
    }

    /** As many between 1 and 10 as between 10 and 100. */
    private static int logUniform(SplittableRandom random, int least, int most) {
        return (int) Math.exp(random.nextDouble(Math.log(least), Math.log(most)));
    }

    private static List<MtuChange> randomMtuChanges(SplittableRandom random) {
        if (random.nextInt(3) > 0) {
            return List.of();
        }
        return Stream.generate(() -> new MtuChange(
                        millis(random.nextInt(INCIDENTS_UNTIL_MILLIS)), MTU_BYTES[random.nextInt(MTU_BYTES.length)]))
                .limit(random.nextInt(1, 6))
                .toList();
    }

    private static List<Blackout> randomBlackouts(SplittableRandom more) {
        if (more.nextInt(3) > 0) {
            return List.of();
        }
        return Stream.generate(() -> randomBlackout(more))
                .limit(more.nextInt(1, BLACKOUTS_MAX + 1))
                .toList();
    }

    private static Blackout randomBlackout(SplittableRandom more) {
        Direction[] directions = Direction.values();
        long from = millis(more.nextInt(INCIDENTS_UNTIL_MILLIS));
        long until = from + millis(logUniform(more, BLACKOUT_MILLIS_MIN, BLACKOUT_MILLIS_MAX));
        return new Blackout(directions[more.nextInt(directions.length)], new Outage(from, until));
    }

    private static long millis(int millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** With everything that is needed to understand a run. */
    @Override
    public String toString() {
        return network + " " + network.conditions() + ", " + mtuChanges + ", " + blackouts;
    }
}
