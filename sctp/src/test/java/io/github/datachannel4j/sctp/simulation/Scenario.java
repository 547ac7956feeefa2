package io.github.datachannel4j.sctp.simulation;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.CongestionOptions;
import io.github.datachannel4j.sctp.FateReport;
import io.github.datachannel4j.sctp.MessageInterleaving;
import io.github.datachannel4j.sctp.PathMtuOptions;
import io.github.datachannel4j.sctp.ReceiveBuffer;
import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.RetransmissionLimits;
import io.github.datachannel4j.sctp.RtoOptions;
import io.github.datachannel4j.sctp.SendQueueOptions;
import io.github.datachannel4j.sctp.StreamOptions;
import io.github.datachannel4j.sctp.StreamScheduling;
import io.github.datachannel4j.testkit.NetworkProfile;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run: a network and what the two sides do. Everything follows from the seed.
 *
 * @param seed of the whole run
 * @param route the network and what happens to it
 * @param a the side named first
 * @param z the other side
 * @param ending how it ends
 */
record Scenario(long seed, Route route, Side a, Side z, Ending ending) {
    private static final int MILLIS_UNTIL_CONNECT_MAX = 100;
    /** While the workloads run, and some time after. */
    private static final int MILLIS_OF_MOVES_MAX = 1500;

    private static final int PRIORITIES = 6;
    private static final int SEND_QUEUE_BYTES_MAX = 6000;

    private static final long MOVES_SEED = 0x4D4F_5645;
    /** For everything that was not drawn from the beginning, so that the draws before keep their values. */
    private static final long MORE_SEED = 0x4D4F_5245;

    private static final int[] PACKET_BYTES = {512, 900, 1191};

    /** Hardly more than the longest message, so that the window closes. */
    private static final int SMALL_RECEIVE_BUFFER_BYTES = 20_000;

    /** Never that many time-outs in a row by chance: whoever counts so far has not begun again at 0 when the peer answered. */
    private static final RetransmissionLimits LIMITS = new RetransmissionLimits(40, 40);

    /** Above a flawless round trip with a delayed SACK. */
    private static final int RTO_MIN_MILLIS = 400;

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

        /**
         * What it does. Where the send queue has a mark, one message in two gives way to those of higher priority.
         *
         * @param reports decides of which messages it wants to hear when they are acknowledged: every second one
         */
        List<Workload.Action> plan(SplittableRandom random, SplittableRandom reports) {
            List<Workload.Action> actions = workload.plan(random).stream()
                    .map(action -> reports.nextBoolean() ? confirmed(action) : action)
                    .toList();
            return options.sendQueue().equals(SendQueueOptions.unlimited())
                    ? actions
                    : actions.stream().map(Side::prioritized).toList();
        }

        private static Workload.Action prioritized(Workload.Action action) {
            return action instanceof Workload.Action.Send send && send.length() % 2 == 0
                    ? send.with(new Reliability.Priority(send.length() % PRIORITIES))
                    : action;
        }

        private static Workload.Action confirmed(Workload.Action action) {
            return action instanceof Workload.Action.Send send ? send.with(FateReport.WHEN_ACKNOWLEDGED) : action;
        }

        private Side varied(SplittableRandom more) {
            return new Side(connectAtNanos, workload, Scenario.varied(options, more), consumeDelayNanos, moves);
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
        return route.isFlawless() && a.moves().isEmpty() && z.moves().isEmpty() && a.hasRoom() && z.hasRoom();
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
        SplittableRandom more = new SplittableRandom(seed ^ MORE_SEED);
        Route route = Route.random(random, more);
        return make(seed, route, randomWorkload(random), random).varied(more);
    }

    /** A certain network and workload; chance decides the rest. */
    static Scenario of(long seed, NetworkProfile network, Workload workload) {
        SplittableRandom random = new SplittableRandom(seed);
        return make(seed, Route.of(network), workload, random).varied(new SplittableRandom(seed ^ MORE_SEED));
    }

    private Scenario varied(SplittableRandom more) {
        return new Scenario(seed, route, a.varied(more), z.varied(more), ending);
    }

    /** The same, and one side or both are moved to other processes meanwhile. */
    Scenario withMoves() {
        SplittableRandom random = new SplittableRandom(seed ^ MOVES_SEED);
        int sides = random.nextInt(3);
        return new Scenario(
                seed,
                route,
                a.moving(sides == 1 ? List.of() : randomMoves(random)),
                z.moving(sides == 2 ? List.of() : randomMoves(random)),
                ending);
    }

    /** The same with send queues so short that messages are refused, and others give way. */
    Scenario withTightQueues() {
        SplittableRandom random = new SplittableRandom(seed ^ MOVES_SEED);
        return new Scenario(seed, route, a.tight(random), z.tight(random), ending);
    }

    private static List<Long> randomMoves(SplittableRandom random) {
        return Stream.generate(() -> millis(random.nextInt(MILLIS_OF_MOVES_MAX)))
                .limit(random.nextInt(1, 6))
                .toList();
    }

    private static Scenario make(long seed, Route route, Workload workload, SplittableRandom random) {
        int initiators = random.nextInt(4);
        boolean isDamaging = route.network().conditions().corruptRate() > 0;
        Side a = side(random, workload, initiators != 1).onNetwork(isDamaging);
        Side z = side(random, randomWorkload(random), initiators != 0).onNetwork(isDamaging);
        Ending[] endings = Ending.values();
        return new Scenario(seed, route, a, z, endings[random.nextInt(endings.length)]);
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

    private static AssociationOptions varied(AssociationOptions options, SplittableRandom more) {
        CongestionOptions.Algorithm[] algorithms = CongestionOptions.Algorithm.values();
        AssociationOptions varied = options.withCongestion(
                CongestionOptions.defaults().withAlgorithm(algorithms[more.nextInt(algorithms.length)]));
        if (more.nextInt(4) == 0) {
            varied = varied.withLimits(LIMITS);
        }
        return more.nextInt(4) == 0 ? varied.withRto(randomRto(more)) : varied;
    }

    private static RtoOptions randomRto(SplittableRandom more) {
        int min = RTO_MIN_MILLIS + more.nextInt(400);
        int initial = min + more.nextInt(1000);
        return new RtoOptions(millis(initial), millis(min), millis(initial + more.nextInt(6000)));
    }

    private static long millis(int millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
