package io.github.datachannel4j.sctp.simulation;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.MessageInterleaving;
import io.github.datachannel4j.sctp.PathMtuOptions;
import io.github.datachannel4j.sctp.ReceiveBuffer;
import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.SendQueueOptions;
import io.github.datachannel4j.sctp.StreamOptions;
import io.github.datachannel4j.sctp.StreamScheduling;
import io.github.datachannel4j.testkit.BurstLoss;
import io.github.datachannel4j.testkit.LinkConditions;
import io.github.datachannel4j.testkit.NetworkProfile;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run: a network and what the two sides do. Everything follows from the seed.
 *
 * @param seed of the whole run
 * @param network its conditions
 * @param mtuChanges when packets of other sizes begin to get lost
 * @param a the side named first
 * @param z the other side
 * @param ending how it ends
 */
record Scenario(long seed, NetworkProfile network, List<MtuChange> mtuChanges, Side a, Side z, Ending ending) {
    /** A round trip and a delayed SACK take less than the shortest retransmission time-out. */
    private static final int DELAY_MILLIS_FLAWLESS_MAX = 90;

    private static final int MILLIS_UNTIL_CONNECT_MAX = 100;
    /** While the workloads run, and some time after. */
    private static final int MILLIS_OF_MOVES_MAX = 1500;

    private static final int PRIORITIES = 6;
    private static final int SEND_QUEUE_BYTES_MAX = 6000;

    private static final long MOVES_SEED = 0x4D4F_5645;
    private static final int[] PACKET_BYTES = {512, 900, 1191};
    /** All carry what the sides begin with; most end a search in the middle. */
    private static final int[] MTU_BYTES = {1191, 1200, 1335, 1400, 1450, 65_507};

    /** Hardly more than the longest message, so that the window closes. */
    private static final int SMALL_RECEIVE_BUFFER_BYTES = 20_000;

    /**
     * What one side is and does.
     *
     * @param connectAtNanos when it sends INIT; {@link #NEVER} when it only answers
     * @param workload what it sends
     * @param options its association's
     * @param consumeDelayNanos how long it holds a received message
     * @param moves when it wants to go on in another process
     */
    record Side(
            long connectAtNanos,
            Workload workload,
            AssociationOptions options,
            long consumeDelayNanos,
            List<Long> moves) {
        static final long NEVER = Long.MAX_VALUE;

        /** Without DTLS below, only the checksum finds what is damaged. */
        private Side onNetwork(boolean isDamaging) {
            return isDamaging
                    ? new Side(connectAtNanos, workload, options.withZeroChecksum(false), consumeDelayNanos, moves)
                    : this;
        }

        /** What it does. Where the send queue has a mark, one message in two gives way to those of higher priority. */
        List<Workload.Action> plan(SplittableRandom random) {
            List<Workload.Action> actions = workload.plan(random);
            return options.sendQueue().equals(SendQueueOptions.unlimited())
                    ? actions
                    : actions.stream().map(Side::prioritized).toList();
        }

        private static Workload.Action prioritized(Workload.Action action) {
            return action instanceof Workload.Action.Send send && send.length() % 2 == 0
                    ? send.with(new Reliability.Priority(send.length() % PRIORITIES))
                    : action;
        }

        private Side tight(SplittableRandom random) {
            AssociationOptions tight =
                    options.withSendQueue(new SendQueueOptions(random.nextInt(1, SEND_QUEUE_BYTES_MAX)));
            return new Side(connectAtNanos, workload, tight, consumeDelayNanos, moves);
        }

        private Side moving(List<Long> newMoves) {
            return new Side(connectAtNanos, workload, options, consumeDelayNanos, newMoves);
        }

        private boolean hasRoom() {
            return options.receiveBuffer().initialBytes() > SMALL_RECEIVE_BUFFER_BYTES;
        }
    }

    /** Whether every packet arrives in order and in time, and no receiver makes its peer wait. */
    boolean isFlawless() {
        LinkConditions link = network.conditions();
        return network.outages().isEmpty()
                && mtuChanges.isEmpty()
                && a.moves().isEmpty()
                && z.moves().isEmpty()
                && link.lossRate() + link.reorderRate() + link.duplicateRate() + link.corruptRate() == 0
                && link.burstLoss().equals(BurstLoss.NONE)
                && link.bitsPerSecond() == LinkConditions.UNLIMITED
                && link.delayNanos() + link.jitterNanos() <= millis(DELAY_MILLIS_FLAWLESS_MAX)
                && a.hasRoom()
                && z.hasRoom();
    }

    /** From then on longer packets are lost without a word. */
    record MtuChange(long atNanos, int mtuBytes) {
        /** Every second one, by its millisecond. */
        boolean isOfAnotherPath() {
            return atNanos / millis(1) % 2 == 0;
        }
    }

    /** Who ends the association, and how. */
    enum Ending {
        A_SHUTS_DOWN,
        Z_SHUTS_DOWN,
        BOTH_SHUT_DOWN,
        /** At once, with data in the queues and on the way. */
        SHUTDOWN_IN_THE_MIDDLE,
        A_ABORTS_IN_THE_MIDDLE
    }

    /** A random network with up to 20 % loss, reordering, duplication and damage, and a random workload on each side. */
    static Scenario random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NetworkProfile network = randomNetwork(random);
        return make(seed, network, randomMtuChanges(random), randomWorkload(random), random);
    }

    /** A certain network and workload; chance decides the rest. */
    static Scenario of(long seed, NetworkProfile network, Workload workload) {
        return make(seed, network, List.of(), workload, new SplittableRandom(seed));
    }

    /** The same, and one side or both are moved to other processes meanwhile. */
    Scenario withMoves() {
        SplittableRandom random = new SplittableRandom(seed ^ MOVES_SEED);
        int sides = random.nextInt(3);
        return new Scenario(
                seed,
                network,
                mtuChanges,
                a.moving(sides == 1 ? List.of() : randomMoves(random)),
                z.moving(sides == 2 ? List.of() : randomMoves(random)),
                ending);
    }

    /** The same with send queues so short that messages are refused, and others give way. */
    Scenario withTightQueues() {
        SplittableRandom random = new SplittableRandom(seed ^ MOVES_SEED);
        return new Scenario(seed, network, mtuChanges, a.tight(random), z.tight(random), ending);
    }

    private static List<Long> randomMoves(SplittableRandom random) {
        return Stream.generate(() -> millis(random.nextInt(MILLIS_OF_MOVES_MAX)))
                .limit(random.nextInt(1, 6))
                .toList();
    }

    private static List<MtuChange> randomMtuChanges(SplittableRandom random) {
        if (random.nextInt(3) > 0) {
            return List.of();
        }
        return Stream.generate(
                        () -> new MtuChange(millis(random.nextInt(3000)), MTU_BYTES[random.nextInt(MTU_BYTES.length)]))
                .limit(random.nextInt(1, 6))
                .toList();
    }

    private static Scenario make(
            long seed, NetworkProfile network, List<MtuChange> mtuChanges, Workload workload, SplittableRandom random) {
        int initiators = random.nextInt(4);
        boolean isDamaging = network.conditions().corruptRate() > 0;
        Side a = side(random, workload, initiators != 1).onNetwork(isDamaging);
        Side z = side(random, randomWorkload(random), initiators != 0).onNetwork(isDamaging);
        Ending[] endings = Ending.values();
        return new Scenario(seed, network, mtuChanges, a, z, endings[random.nextInt(endings.length)]);
    }

    private static Side side(SplittableRandom random, Workload workload, boolean connects) {
        AssociationOptions options = AssociationOptions.defaults().withPathMtu(pathMtu(random));
        if (random.nextInt(4) == 0) {
            options = options.withReceiveBuffer(
                    new ReceiveBuffer(SMALL_RECEIVE_BUFFER_BYTES, SMALL_RECEIVE_BUFFER_BYTES << random.nextInt(4)));
        }
        options = options.withStreamOptions(streamOptions(random));
        long connectAt = connects ? millis(random.nextInt(MILLIS_UNTIL_CONNECT_MAX)) : Side.NEVER;
        long consumeDelay = random.nextInt(3) == 0 ? millis(random.nextInt(1, 400)) : 0;
        return new Side(connectAt, workload, options, consumeDelay, List.of());
    }

    /** One side in four does without I-DATA, so half of the associations do. */
    private static StreamOptions streamOptions(SplittableRandom random) {
        StreamScheduling[] schedulings = StreamScheduling.values();
        StreamOptions options =
                StreamOptions.defaults().withScheduling(schedulings[random.nextInt(schedulings.length)]);
        return random.nextInt(4) == 0 ? options.withInterleaving(MessageInterleaving.OFF) : options;
    }

    private static PathMtuOptions pathMtu(SplittableRandom random) {
        int base = PACKET_BYTES[random.nextInt(PACKET_BYTES.length)];
        return random.nextInt(3) == 0
                ? PathMtuOptions.fixed(base)
                : PathMtuOptions.defaults()
                        .withRange(base, PathMtuOptions.defaults().maxBytes());
    }

    private static Workload randomWorkload(SplittableRandom random) {
        Workload[] workloads = Workload.values();
        return workloads[random.nextInt(workloads.length)];
    }

    private static NetworkProfile randomNetwork(SplittableRandom random) {
        LinkConditions conditions = LinkConditions.perfect()
                .withMtuBytes(MTU_BYTES[random.nextInt(MTU_BYTES.length)])
                .withDelayMillis(random.nextDouble(0.1, 60), random.nextDouble(20))
                .withLossRate(sometimes(random, 0.2))
                .withReordering(sometimes(random, 0.3), random.nextDouble(100))
                .withDuplicateRate(sometimes(random, 0.2))
                .withCorruptRate(sometimes(random, 0.02));
        if (random.nextInt(8) == 0) {
            conditions = conditions.withBurstLoss(new BurstLoss(0.02, 0.3, 0, 0.8));
        }
        return new NetworkProfile("random", conditions, List.of());
    }

    /** Zero in one case of three, so that each trouble is also met without the others. */
    private static double sometimes(SplittableRandom random, double rateMax) {
        return random.nextInt(3) == 0 ? 0 : random.nextDouble(rateMax);
    }

    private static long millis(int millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
