package io.github.datachannel4j.sctp.fuzz;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CongestionOptions;
import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import io.github.datachannel4j.sctp.MessageInterleaving;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.ReconfigurationOptions;
import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.StreamOptions;
import java.util.List;

/**
 * Does anything at any time with two associations: commands, lost, late and repeated packets, forged ones, and time that passes. Nothing
 * may throw, nothing may grow without bound, no end may go mad, and both must still be able to close.
 *
 * <p>Without forgeries more holds: every message arrives once, in order, however often streams and TSNs are reset meanwhile.
 */
final class CommandFuzzer {
    private static final long MILLIS = 1_000_000L;
    private static final int STREAMS = 12;
    static final int BUFFER_BYTES = 30_000;
    /** Back-off ends at three seconds, so this is a hundred attempts and more. */
    private static final long CLOSING_NANOS_MAX = 600_000 * MILLIS;

    /** A few round trips. */
    private static final int MOVE_STEPS_MAX = 50;

    private static final int CLOSING_STEPS_MAX = 200_000;

    private final Choices choices;
    private final boolean forges;
    private final FuzzedEnd a;
    private final FuzzedEnd z;
    private long now = 1_000 * MILLIS;

    /** How many forged packets have come to an association that was not at its end. */
    private int forgeriesMet;

    private CommandFuzzer(Choices choices, boolean forges, CongestionOptions congestion) {
        this.choices = choices;
        this.forges = forges;
        AssociationOptions options = AssociationOptions.defaults()
                .withReceiveBufferBytes(BUFFER_BYTES)
                .withStreams(STREAMS, 2 * STREAMS)
                .withStreamOptions(StreamOptions.defaults()
                        .withInterleaving(
                                choices.below(2) == 0 ? MessageInterleaving.WHEN_SUPPORTED : MessageInterleaving.OFF))
                .withReconfiguration(ReconfigurationOptions.everything())
                .withCongestion(congestion);
        // Each gets the other's record of what was sent.
        FuzzedEnd.Records records = new FuzzedEnd.Records(!forges);
        this.a = new FuzzedEnd("a", options, 1, records.ofA());
        this.z = new FuzzedEnd("z", options, 2, records.ofZ());
    }

    /** Only what networks and owners do: every message must arrive. */
    static void honest(Choices choices, CongestionOptions congestion) {
        new CommandFuzzer(choices, false, congestion).run();
    }

    /** With packets that no honest peer sends. Returns how many of them have met an association that was not at its end. */
    static int hostile(Choices choices) {
        Algorithm[] algorithms = Algorithm.values();
        CongestionOptions congestion =
                CongestionOptions.defaults().withAlgorithm(algorithms[choices.below(algorithms.length)]);
        CommandFuzzer fuzzer = new CommandFuzzer(choices, true, congestion);
        fuzzer.run();
        return fuzzer.forgeriesMet;
    }

    private void run() {
        a.association.connect(now);
        drain();
        while (choices.hasMore() && !isOver()) {
            boolean isA = choices.below(2) == 0;
            step(isA ? a : z, isA ? z : a);
            drain();
        }
        close();
    }

    /** Whether both are at their end, and there is nothing left to try. */
    private boolean isOver() {
        return a.closed() != null && z.closed() != null && a.wire.isEmpty() && z.wire.isEmpty();
    }

    private void drain() {
        a.drain(now);
        z.drain(now);
    }

    private void step(FuzzedEnd end, FuzzedEnd other) {
        switch (choices.below(16)) {
            case 0, 1, 2 -> send(end);
            case 3 -> reconfigure(end);
            case 4 -> end.consume(now, 1 + choices.below(3));
            case 5 -> pass(choices.below(40) * MILLIS);
            case 6 -> passUntilTimeout();
            case 7 -> lose(end);
            case 8 -> repeat(end, other);
            case 9 -> forge(end, other);
            case 10 -> rare(end);
            default -> deliver(end, other, choices.below(4) == 0);
        }
    }

    // ---- commands

    private void send(FuzzedEnd end) {
        if (end.isOpen()) {
            // A forged INIT ACK may leave it fewer than it wanted.
            StreamId stream = new StreamId(choices.below(Math.min(STREAMS, end.association.outboundStreams())));
            int bytes = 1 + choices.below(choices.below(4) == 0 ? 12_000 : 1_500);
            end.send(now, stream, bytes, forges ? anyOptions() : SendOptions.ordered());
        }
    }

    private SendOptions anyOptions() {
        MessageOrder order = choices.below(2) == 0 ? MessageOrder.ORDERED : MessageOrder.UNORDERED;
        Reliability reliability = switch (choices.below(3)) {
            case 0 -> new Reliability.LimitedRetransmissions(choices.below(3));
            case 1 -> new Reliability.LimitedLifetime(choices.below(500) * MILLIS);
            default -> Reliability.RELIABLE;
        };
        SendOptions options = order == MessageOrder.ORDERED ? SendOptions.ordered() : SendOptions.unordered();
        return options.withReliability(reliability);
    }

    private void reconfigure(FuzzedEnd end) {
        Association association = end.association;
        if (association.state() != AssociationState.ESTABLISHED) {
            return;
        }
        List<StreamId> streams = List.of(new StreamId(choices.below(STREAMS)));
        try {
            switch (choices.below(8)) {
                case 0 -> association.resetIncomingStreams(now, streams);
                case 1 -> association.resetIncomingStreams(now, List.of());
                case 2 -> association.resetAssociation(now);
                case 3 -> association.addOutgoingStreams(now, 1 + choices.below(3));
                case 4 -> association.addIncomingStreams(now, 1 + choices.below(3));
                default -> association.resetStreams(now, streams);
            }
        } catch (IllegalStateException tooManyWishes) {
            // The only reason in this state, and the caller's own fault.
        }
    }

    private void rare(FuzzedEnd end) {
        if (forges && choices.below(40) == 0) {
            end.association.shutdown(now);
        } else if (forges && choices.below(60) == 0) {
            end.association.abort(now, "fuzzed");
        } else if (choices.below(2) == 0) {
            end.association.pathChanged(now);
        } else if (choices.below(6) == 0) {
            move(end);
        } else {
            end.association.connect(now);
        }
    }

    /** Lets what is under way arrive, and goes on in another process if that was enough. */
    private void move(FuzzedEnd end) {
        for (int i = 0; i < MOVE_STEPS_MAX && !end.canMove(); i++) {
            carryAll();
            pass(10 * MILLIS);
            drain();
        }
        if (end.canMove()) {
            end.move(now);
        }
    }

    // ---- time and network

    private void pass(long nanos) {
        now += nanos;
        advance();
    }

    private void passUntilTimeout() {
        long next = Math.min(a.association.nextTimeout(), z.association.nextTimeout());
        if (next != Association.NEVER) {
            now = Math.max(now, next);
            advance();
        }
    }

    private void advance() {
        for (FuzzedEnd end : List.of(a, z)) {
            if (end.association.nextTimeout() <= now) {
                end.association.advanceTo(now);
                end.drain(now);
                end.check(end.association.nextTimeout() > now, "wants to be called at once, for ever");
            }
        }
    }

    private void deliver(FuzzedEnd from, FuzzedEnd to, boolean isReordered) {
        if (!from.wire.isEmpty()) {
            int at = isReordered ? choices.below(from.wire.size()) : 0;
            to.association.receive(now, copy(from.wire.remove(at)));
        }
    }

    private void repeat(FuzzedEnd from, FuzzedEnd to) {
        if (!from.wire.isEmpty()) {
            to.association.receive(now, copy(from.wire.get(choices.below(from.wire.size()))));
        }
    }

    private void lose(FuzzedEnd from) {
        if (!from.wire.isEmpty()) {
            from.wire.remove(choices.below(from.wire.size()));
        }
    }

    private void forge(FuzzedEnd from, FuzzedEnd to) {
        if (forges && from.overheard.latest.length() > Forgery.BYTES_MIN) {
            boolean isInterleaving = to.association.metrics().features().interleaving();
            forgeriesMet += to.isOpen() ? 1 : 0;
            to.association.receive(now, Forgery.make(from.overheard, to.overheard, isInterleaving, choices));
        }
    }

    /** The array of a received packet belongs to the receiver. */
    private static Bytes copy(Bytes packet) {
        return Bytes.wrap(packet.toArray());
    }

    // ---- the end

    private void close() {
        if (!forges) {
            settle();
            a.checkComplete();
            z.checkComplete();
            a.association.shutdown(now);
            settleUntilClosed();
            a.check(a.closed() != null && z.closed() != null, "and its peer are not closed by a shutdown");
        }
        // Lies may keep a shutdown from its end for ever, but not an abort.
        a.association.abort(now, "end");
        z.association.abort(now, "end");
        drain();
        for (FuzzedEnd end : List.of(a, z)) {
            end.check(end.closed() != null, "is not closed");
            end.check(end.association.nextTimeout() == Association.NEVER, "has a timer after its end");
        }
    }

    private void settle() {
        long quietSince = now;
        long deadline = now + CLOSING_NANOS_MAX;
        for (int i = 0; i < CLOSING_STEPS_MAX && now < deadline; i++) {
            boolean isBusy = carryAll();
            quietSince = isBusy ? now : quietSince;
            if (now - quietSince > 20_000 * MILLIS) {
                return;
            }
            pass(10 * MILLIS);
            drain();
        }
        a.check(false, "and its peer do not come to rest: " + a.association.metrics() + ", " + z.association.metrics());
    }

    private void settleUntilClosed() {
        long deadline = now + CLOSING_NANOS_MAX;
        while (now < deadline && (a.closed() == null || z.closed() == null)) {
            carryAll();
            pass(10 * MILLIS);
            drain();
        }
    }

    /** Delivers everything in order; true when there was data to move. */
    private boolean carryAll() {
        boolean isBusy = a.association.bufferedBytes() + z.association.bufferedBytes() > 0
                || a.association.metrics().send().outstandingChunks() > 0
                || z.association.metrics().send().outstandingChunks() > 0;
        for (FuzzedEnd end : List.of(a, z)) {
            FuzzedEnd other = end == a ? z : a;
            while (!end.wire.isEmpty()) {
                deliver(end, other, false);
                other.consume(now, 1);
                other.drain(now);
            }
            end.consume(now, 1);
        }
        drain();
        return isBusy;
    }
}
