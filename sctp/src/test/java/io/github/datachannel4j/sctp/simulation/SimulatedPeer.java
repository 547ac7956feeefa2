package io.github.datachannel4j.sctp.simulation;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.MalformedHandoverException;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.SendResult;
import io.github.datachannel4j.testkit.SimulatedLink;
import io.github.datachannel4j.testkit.VirtualTime;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One association and its driver on virtual time: mutate, drain, re-arm one timer. Everything it says goes through the oracles. */
final class SimulatedPeer {
    /** More outputs to one call than this is an endless loop. */
    private static final int OUTPUTS_MAX = 100_000;

    private final String name;
    private final VirtualTime time;
    private final Setup setup;
    private Association association;
    private final SimulatedLink link;
    private final DeliveryOracle outgoing;
    private final DeliveryOracle incoming;
    private final WireOracle wire;
    private final Saboteur saboteur;
    private final long consumeDelayNanos;
    private long toConsumeAtOnce;
    private long timerNanos = Association.NEVER;
    private VirtualTime.@Nullable Event timer; // null before the first
    private @Nullable CloseReason closed; // null until it is over
    private boolean established;
    private boolean refused;
    private Moving moving = Moving.NOT;
    private int moves;

    /** Where the peer is on its way to another process. */
    private enum Moving {
        NOT,
        /** Waits for a moment in which nothing is under way. */
        WANTED,
        /** Handed over and not taken up again: what comes meanwhile is lost. */
        IN_TRANSIT
    }

    /** Where the messages of both directions are checked, seen from one peer. */
    record Oracles(DeliveryOracle outgoing, DeliveryOracle incoming) {}

    /** How one peer is set up. */
    record Setup(
            AssociationOptions options,
            AssociationOptions peerOptions,
            long consumeDelayNanos,
            long transitNanos,
            long seed,
            Saboteur saboteur) {}

    SimulatedPeer(String name, VirtualTime time, SimulatedLink link, Oracles oracles, Setup setup) {
        this.name = name;
        this.time = time;
        this.link = link;
        this.outgoing = oracles.outgoing();
        this.incoming = oracles.incoming();
        this.wire = new WireOracle(outgoing, setup.options(), setup.peerOptions());
        this.setup = setup;
        this.saboteur = setup.saboteur();
        this.consumeDelayNanos = setup.consumeDelayNanos();
        this.association = new Association(setup.options(), new SplittableRandom(setup.seed()));
    }

    /** Sends a message; when it is refused, it never was. */
    void send(OutgoingMessage message) {
        if (association.send(time.nowNanos(), message) == SendResult.QUEUE_FULL) {
            refused = true;
            outgoing.refused(message);
        }
        drain();
        if (refused && association.bufferedBytes() == 0 && isEstablished()) {
            throw failure("does not tell that there is room");
        }
    }

    void receive(byte[] packet) {
        Bytes bytes = Bytes.wrap(packet);
        wire.received(bytes);
        run(a -> a.receive(time.nowNanos(), bytes));
    }

    /** Runs a command and does what the association wants done. */
    void run(Consumer<Association> command) {
        command.accept(association);
        drain();
    }

    private void drain() {
        for (int i = 0; i < OUTPUTS_MAX; i++) {
            AssociationOutput output = association.poll();
            if (output != null) {
                handle(output);
            } else if (toConsumeAtOnce > 0 && moving != Moving.IN_TRANSIT) {
                long bytes = toConsumeAtOnce;
                toConsumeAtOnce = 0;
                association.consumed(time.nowNanos(), bytes);
            } else if (!handOver()) {
                rearm();
                return;
            }
        }
        throw failure("never stops to say something");
    }

    private void handle(AssociationOutput output) {
        if (moving == Moving.IN_TRANSIT && !(output instanceof AssociationOutput.Closed)) {
            throw failure("says " + output + " after it was handed over");
        }
        if (closed != null && !(output instanceof AssociationOutput.Transmit)) {
            throw failure("says " + output + " after its end");
        }
        switch (output) {
            case AssociationOutput.Transmit o -> {
                Bytes sent = o.packet().copy();
                wire.sent(time.nowNanos(), sent);
                Bytes packet = saboteur.change(sent);
                if (!packet.isEmpty()) {
                    link.send(packet.toArray());
                }
            }
            case AssociationOutput.MessageReceived o -> {
                incoming.received(o);
                consumeLater(o.payload().length());
            }
            case AssociationOutput.MessageLeft o -> outgoing.left(o);
            case AssociationOutput.IncomingStreamsReset o -> incoming.incomingReset(o.streams());
            case AssociationOutput.OutgoingStreamsReset o -> outgoing.outgoingReset(o.streams());
            case AssociationOutput.OutgoingResetFailed o -> throw failure("failed to reset: " + o);
            case AssociationOutput.Established o -> {
                if (established) {
                    throw failure("is established twice");
                }
                established = true;
            }
            case AssociationOutput.Restarted o -> throw failure("saw a restart");
            case AssociationOutput.PeerReportedError o -> throw failure("was told of an error: " + o);
            case AssociationOutput.IncomingResetFailed o -> throw failure("asked for nothing: " + o);
            case AssociationOutput.AssociationReset o -> throw failure("asked for nothing: " + o);
            case AssociationOutput.AssociationResetFailed o -> throw failure("asked for nothing: " + o);
            case AssociationOutput.StreamsAdded o -> throw failure("asked for nothing: " + o);
            case AssociationOutput.AddStreamsFailed o -> throw failure("asked for nothing: " + o);
            case AssociationOutput.SendQueueHasRoom o -> {
                if (!refused) {
                    throw failure("tells of room that nobody waits for");
                }
                refused = false;
            }
            case AssociationOutput.BufferedAmountChanged o -> {
                if (o.bufferedBytes() < 0) {
                    throw failure("has a negative buffer: " + o);
                }
            }
            case AssociationOutput.Closed o -> {
                if (!(o.reason() instanceof CloseReason.HandedOver)) {
                    closed = o.reason();
                }
            }
        }
    }

    private void consumeLater(int bytes) {
        if (consumeDelayNanos == 0) {
            toConsumeAtOnce += bytes;
        } else {
            time.scheduleIn(consumeDelayNanos, () -> {
                toConsumeAtOnce += bytes;
                drain();
            });
        }
    }

    // ---- moving

    /** From now on the peer sends nothing new, and moves to another process as soon as that is possible. */
    void move() {
        if (moving == Moving.NOT && association.state().compareTo(AssociationState.ESTABLISHED) <= 0) {
            moving = Moving.WANTED;
            drain();
        }
    }

    /** True when it has just happened. */
    private boolean handOver() {
        if (moving != Moving.WANTED) {
            return false;
        }
        if (association.state().compareTo(AssociationState.ESTABLISHED) > 0) {
            moving = Moving.NOT;
            return false;
        }
        if (!association.handoverObstacles().isEmpty()) {
            return false;
        }
        Bytes left = association.handOver(time.nowNanos()).encode();
        moving = Moving.IN_TRANSIT;
        time.scheduleIn(setup.transitNanos(), () -> takeOver(left));
        return true;
    }

    private void takeOver(Bytes left) {
        moves++;
        moving = Moving.NOT;
        established = false;
        association = new Association(setup.options(), new SplittableRandom(setup.seed() + moves));
        try {
            association.takeOver(time.nowNanos(), AssociationHandover.decode(left));
        } catch (MalformedHandoverException e) {
            throw new AssertionError(e);
        }
        drain();
    }

    /** Whether the application has to hold back what it wants to do. */
    boolean isMoving() {
        return moving != Moving.NOT;
    }

    int moves() {
        return moves;
    }

    // ---- time

    private void rearm() {
        long next = association.nextTimeout();
        if (next == timerNanos) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerNanos = next;
        if (next != Association.NEVER) {
            timer = time.scheduleAt(next, this::advance);
        }
    }

    private void advance() {
        timerNanos = Association.NEVER;
        run(a -> a.advanceTo(time.nowNanos()));
        if (timerNanos <= time.nowNanos()) {
            throw failure("wants to be called again at once, for ever: " + association.metrics());
        }
    }

    /** Nothing queued, nothing unacknowledged, nothing unread. */
    boolean isQuiet() {
        var metrics = association.metrics();
        return metrics.send().queuedBytes() == 0
                && metrics.send().outstandingChunks() == 0
                && metrics.receive().heldBytes() == 0;
    }

    boolean isEstablished() {
        return association.state() == AssociationState.ESTABLISHED && !isMoving();
    }

    @Nullable
    CloseReason closed() {
        return closed;
    }

    Association association() {
        return association;
    }

    AssertionError failure(String problem) {
        return new AssertionError(name + " " + problem);
    }

    @Override
    public String toString() {
        return name + " " + association.metrics();
    }
}
