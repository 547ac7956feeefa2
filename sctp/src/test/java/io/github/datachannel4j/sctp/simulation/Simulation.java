package io.github.datachannel4j.sctp.simulation;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.simulation.Scenario.Side;
import io.github.datachannel4j.sctp.simulation.Workload.Action;
import io.github.datachannel4j.testkit.SimulatedNetwork;
import io.github.datachannel4j.testkit.VirtualTime;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Runs one scenario from the first INIT to the last timer, with the oracles watching. */
final class Simulation {
    /** Ten round trips of back-off at the worst; a run that needs longer hangs. */
    private static final long SETTLE_NANOS_MAX = TimeUnit.MINUTES.toNanos(10);
    /** Long enough for a delayed SACK and the last retransmission, short enough to meet at most one heartbeat. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(20);
    /** Heartbeats, each repeated a few times since the network loses some; two ends that keep answering each other send hundreds. */
    private static final int REST_PACKETS_MAX = 40;

    /**
     * A heartbeat leaves every 30 s, and each is another chance to learn of the abort. Bursts of loss are counted in packets, not in time,
     * and eleven answers in a row were lost for one seed in half a million; these are thirty.
     */
    private static final long ABORT_NOTICED_NANOS_MAX = TimeUnit.MINUTES.toNanos(15);

    /** An association that is moved exists nowhere for so long. */
    private static final long TRANSIT_NANOS = TimeUnit.MILLISECONDS.toNanos(7);

    /** How soon an application that is being moved tries again what it wanted to do. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final int EVENTS_MAX = 1_000_000;

    private static final long REPORTS_SEED = 0x5245_504F_5254L;

    private final Scenario scenario;
    private final VirtualTime time = new VirtualTime();
    private final SimulatedNetwork network;
    private final DeliveryOracle aToZ = new DeliveryOracle("a to z");
    private final DeliveryOracle zToA = new DeliveryOracle("z to a");
    private final SimulatedPeer a;
    private final SimulatedPeer z;
    private long lastActionNanos;

    private Simulation(Scenario scenario, Supplier<Saboteur> saboteurs) {
        this.scenario = scenario;
        SplittableRandom seeds = new SplittableRandom(~scenario.seed());
        network = new SimulatedNetwork(time, scenario.route().network(), seeds.nextLong());
        Side sideA = scenario.a();
        Side sideZ = scenario.z();
        var oraclesA = new SimulatedPeer.Oracles(aToZ, zToA);
        var oraclesZ = new SimulatedPeer.Oracles(zToA, aToZ);
        a = new SimulatedPeer("a", time, network.aToZ(), oraclesA, setup(sideA, sideZ, seeds, saboteurs));
        z = new SimulatedPeer("z", time, network.zToA(), oraclesZ, setup(sideZ, sideA, seeds, saboteurs));
        network.aToZ().onArrival(z::receive);
        network.zToA().onArrival(a::receive);
        for (Route.MtuChange change : scenario.route().mtuChanges()) {
            time.scheduleAt(change.atNanos(), () -> changeMtu(scenario, change));
        }
        scenario.route().blackouts().forEach(blackout -> blackout.plan(network));
        SplittableRandom reports = new SplittableRandom(scenario.seed() ^ REPORTS_SEED);
        begin(a, aToZ, sideA, sideA.plan(seeds.split(), reports));
        begin(z, zToA, sideZ, sideZ.plan(seeds.split(), reports));
        scenario.a().moves().forEach(at -> time.scheduleAt(at, a::move));
        scenario.z().moves().forEach(at -> time.scheduleAt(at, z::move));
    }

    /** The path is still the same, or it is another one of which its owner tells both ends. */
    private void changeMtu(Scenario scenario, Route.MtuChange change) {
        network.setConditions(scenario.route().network().conditions().withMtuBytes(change.mtuBytes()));
        if (change.isOfAnotherPath()) {
            a.run(association -> association.pathChanged(time.nowNanos()));
            z.run(association -> association.pathChanged(time.nowNanos()));
        }
    }

    private static SimulatedPeer.Setup setup(
            Side side, Side other, SplittableRandom seeds, Supplier<Saboteur> saboteurs) {
        return new SimulatedPeer.Setup(
                side.options(),
                other.options(),
                side.consumeDelayNanos(),
                TRANSIT_NANOS,
                seeds.nextLong(),
                saboteurs.get());
    }

    /** How a run ended. Both are good, but the second must be rare. */
    enum Outcome {
        /** As it was asked for. */
        AS_WANTED,
        /** So many packets of the shutdown were lost in a row that one end gave up waiting. */
        SHUTDOWN_TIMED_OUT
    }

    static Outcome run(Scenario scenario) {
        return run(scenario, Saboteur.NONE);
    }

    /** The same with something broken in both ends. */
    static Outcome run(Scenario scenario, Supplier<Saboteur> saboteurs) {
        return new Simulation(scenario, saboteurs).runOrExplain();
    }

    /** Like {@link #run}; returns how often an association was moved to another process. */
    static int countMoves(Scenario scenario) {
        Simulation simulation = new Simulation(scenario, Saboteur.NONE);
        simulation.runOrExplain();
        return simulation.a.moves() + simulation.z.moves();
    }

    /** Like {@link #run}; returns how many messages gave way to more important ones. */
    static long countGivenWay(Scenario scenario) {
        Simulation simulation = new Simulation(scenario, Saboteur.NONE);
        simulation.runOrExplain();
        return simulation
                .a
                .association()
                .metrics()
                .send()
                .abandoned()
                .byPriority()
                .total();
    }

    private Outcome runOrExplain() {
        try {
            return run();
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + " [at " + TimeUnit.NANOSECONDS.toMillis(time.nowNanos()) + " ms in " + scenario
                            + "]",
                    e);
        }
    }

    private void begin(SimulatedPeer peer, DeliveryOracle outgoing, Side side, List<Action> plan) {
        if (side.connectAtNanos() != Side.NEVER) {
            time.scheduleAt(side.connectAtNanos(), () -> peer.run(p -> p.connect(time.nowNanos())));
        }
        for (Action action : plan) {
            lastActionNanos = Math.max(lastActionNanos, action.atNanos());
            time.scheduleAt(action.atNanos(), () -> act(peer, outgoing, action));
        }
    }

    private void act(SimulatedPeer peer, DeliveryOracle outgoing, Action action) {
        if (peer.isMoving()) {
            time.scheduleIn(PATIENCE_NANOS, () -> act(peer, outgoing, action));
            return;
        }
        if (!takesMessages(peer.association())) {
            return;
        }
        long now = time.nowNanos();
        switch (action) {
            case Action.Send send -> {
                var message = outgoing.newMessage(now, send.stream(), send.length(), send.options());
                peer.send(message);
            }
            case Action.Reset reset -> {
                if (outgoing.beginReset(reset.stream())) {
                    peer.run(p -> p.resetStreams(now, List.of(reset.stream())));
                }
            }
        }
    }

    private static boolean takesMessages(Association association) {
        return switch (association.state()) {
            case NEW, COOKIE_WAIT, COOKIE_ECHOED, ESTABLISHED -> true;
            case SHUTDOWN_PENDING, SHUTDOWN_SENT, SHUTDOWN_RECEIVED, SHUTDOWN_ACK_SENT, CLOSED -> false;
        };
    }

    private Outcome run() {
        return switch (scenario.ending()) {
            case A_SHUTS_DOWN -> {
                settle();
                shutDown(a);
                yield finish();
            }
            case Z_SHUTS_DOWN -> {
                settle();
                shutDown(z);
                yield finish();
            }
            case BOTH_SHUT_DOWN -> {
                settle();
                shutDown(a);
                shutDown(z);
                yield finish();
            }
            case SHUTDOWN_IN_THE_MIDDLE -> {
                time.runUntil(lastActionNanos);
                runUntil(() -> a.isEstablished() && z.isEstablished(), "are not both established");
                shutDown(a);
                yield finish();
            }
            case A_ABORTS_IN_THE_MIDDLE -> {
                time.runUntil(lastActionNanos / 2);
                runUntil(() -> !a.isMoving(), "is not moved");
                a.run(p -> p.abort(time.nowNanos(), "enough"));
                yield finishAbort();
            }
        };
    }

    /** Everything arrives, and then there is silence. */
    private void settle() {
        time.runUntil(lastActionNanos);
        runUntil(() -> a.isEstablished() && z.isEstablished() && a.isQuiet() && z.isQuiet(), "do not come to rest");
        // Where losses come in bursts, a burst may last for many packets, of which there are few by now.
        runUntil(() -> aToZ.areResetsDone() && zToA.areResetsDone(), "have not performed all resets");
        time.runFor(REST_NANOS);
        long packetsBefore = packets();
        time.runFor(REST_NANOS);
        check(packets() - packetsBefore <= REST_PACKETS_MAX, "chatter though there is nothing to say");
        check(a.isQuiet() && z.isQuiet(), "have woken up");
        aToZ.checkComplete();
        zToA.checkComplete();
        checkBuffersEmpty(a);
        checkBuffersEmpty(z);
        checkNothingSentTwice(a, z);
        checkNothingSentTwice(z, a);
    }

    private long packets() {
        return network.aToZ().statistics().sent() + network.zToA().statistics().sent();
    }

    private static void checkBuffersEmpty(SimulatedPeer peer) {
        var association = peer.association();
        if (association.bufferedBytes() != 0
                || association.metrics().congestion().flightBytes() != 0) {
            throw peer.failure("still holds something: " + association.metrics());
        }
    }

    /** Where nothing is lost and nobody is slow, a retransmission is a mistake. */
    private void checkNothingSentTwice(SimulatedPeer peer, SimulatedPeer other) {
        if (!scenario.isFlawless()) {
            return;
        }
        var metrics = peer.association().metrics();
        boolean isRepeated = metrics.loss().retransmissions() != probesByChance(peer)
                || metrics.loss().t3Expirations() != 0;
        if (isRepeated || metrics.traffic().duplicatesIn() > probesByChance(other)) {
            throw peer.failure("sends again what was not lost: " + metrics);
        }
    }

    /** A probe asks after two smoothed round trips (RFC 8985 §7.2), and jitter may let one take longer. */
    private long probesByChance(SimulatedPeer peer) {
        boolean hasJitter = scenario.route().network().conditions().jitterNanos() > 0;
        return hasJitter ? peer.association().metrics().loss().probeRetransmissions() : 0;
    }

    private void shutDown(SimulatedPeer peer) {
        if (takesMessages(peer.association())) {
            peer.run(p -> p.shutdown(time.nowNanos()));
        }
    }

    /** Both ends close, every message was delivered before, and no timer is left. */
    private Outcome finish() {
        runUntil(() -> a.closed() != null && z.closed() != null, "are not closed");
        aToZ.checkEveryMessageHasAFate();
        zToA.checkEveryMessageHasAFate();
        checkNoTimersLeft();
        if (hasGivenUp(a) || hasGivenUp(z)) {
            return Outcome.SHUTDOWN_TIMED_OUT;
        }
        checkClosed(a, CloseReason.ShutdownComplete.class);
        checkClosed(z, CloseReason.ShutdownComplete.class);
        aToZ.checkComplete();
        zToA.checkComplete();
        return Outcome.AS_WANTED;
    }

    private static boolean hasGivenUp(SimulatedPeer peer) {
        return peer.closed() instanceof CloseReason.Failed failed
                && failed.failure() == CloseReason.Failure.SHUTDOWN_TIMED_OUT;
    }

    /** The peer learns of an abort, if not at once then when it speaks the next time; unless it has never heard of us. */
    private Outcome finishAbort() {
        checkClosed(a, CloseReason.AbortedLocally.class);
        aToZ.checkEveryMessageHasAFate();
        time.runFor(ABORT_NOTICED_NANOS_MAX);
        switch (z.association().state()) {
            case NEW, COOKIE_WAIT -> {}
            case CLOSED -> {
                checkClosed(z, CloseReason.AbortedByPeer.class);
                zToA.checkEveryMessageHasAFate();
                checkNoTimersLeft();
            }
            default -> throw z.failure("has not noticed that a is gone: " + z);
        }
        return Outcome.AS_WANTED;
    }

    private void checkNoTimersLeft() {
        time.runFor(REST_NANOS);
        check(a.association().nextTimeout() == Association.NEVER, "a has a timer after its end");
        check(z.association().nextTimeout() == Association.NEVER, "z has a timer after its end");
        check(time.nextEventNanos() == Long.MAX_VALUE, "something is still to happen");
    }

    private void checkClosed(SimulatedPeer peer, Class<? extends CloseReason> reason) {
        check(peer.association().state() == AssociationState.CLOSED, peer + " is not closed");
        check(reason.isInstance(peer.closed()), peer + " is closed by " + peer.closed());
    }

    private void runUntil(BooleanSupplier done, String problem) {
        long deadline = time.nowNanos() + SETTLE_NANOS_MAX;
        for (int i = 0; i < EVENTS_MAX && !done.getAsBoolean(); i++) {
            check(time.nextEventNanos() <= deadline && time.runNext(), problem + ": " + a + ", " + z);
        }
        check(done.getAsBoolean(), problem + " after very many events: " + a + ", " + z);
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new AssertionError(problem);
        }
    }
}
