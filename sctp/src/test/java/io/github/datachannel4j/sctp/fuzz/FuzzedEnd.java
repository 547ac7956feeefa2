package io.github.datachannel4j.sctp.fuzz;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.AssociationMetrics;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.MalformedHandoverException;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One association under fuzzing, and what must hold for it whatever happens. */
final class FuzzedEnd {
    /** One call may cause a window full of packets and a stream table full of events, but not more. */
    private static final int OUTPUTS_MAX = 30_000;

    /** The highest TSN span that the sender keeps, and a margin. */
    private static final int OUTSTANDING_MAX = 1 << 15;

    /** Packets on the wire: the oldest are lost when there are more. */
    private static final int WIRE_MAX = 200;

    final String name;
    private final AssociationOptions options;
    Association association;
    /** Packets from this end that are still to be delivered. */
    final List<Bytes> wire = new ArrayList<>();
    /** Material for forgeries. */
    final Overheard overheard = new Overheard();

    private final Ledger ledger;
    private final Map<StreamId, Integer> received = new HashMap<>();
    private long owedBytes;
    private @Nullable CloseReason closed; // null until it is over

    /** How many messages each end has sent on each stream, for both to see. */
    static final class Records {
        private final Map<StreamId, Integer> byA = new HashMap<>();
        private final Map<StreamId, Integer> byZ = new HashMap<>();
        private final boolean checksDelivery;

        Records(boolean checksDelivery) {
            this.checksDelivery = checksDelivery;
        }

        Ledger ofA() {
            return new Ledger(byA, byZ, checksDelivery);
        }

        Ledger ofZ() {
            return new Ledger(byZ, byA, checksDelivery);
        }
    }

    /** The records as one end sees them. */
    record Ledger(Map<StreamId, Integer> sent, Map<StreamId, Integer> expected, boolean checksDelivery) {}

    FuzzedEnd(String name, AssociationOptions options, long seed, Ledger ledger) {
        this.name = name;
        this.options = options;
        this.association = new Association(options, new SplittableRandom(seed));
        this.ledger = ledger;
    }

    boolean isOpen() {
        return association.state().compareTo(AssociationState.ESTABLISHED) <= 0;
    }

    @Nullable
    CloseReason closed() {
        return closed;
    }

    /** Sends a numbered message. */
    void send(long now, StreamId stream, int bytes, SendOptions options) {
        int number = ledger.sent().merge(stream, 1, Integer::sum);
        ByteBuffer payload = ByteBuffer.allocate(Integer.BYTES + bytes).putInt(number);
        association.send(now, new OutgoingMessage(stream, Ppid.BINARY, Bytes.wrap(payload.array()), options, number));
    }

    boolean canMove() {
        return association.handoverObstacles().isEmpty();
    }

    /** Goes on in another process. */
    void move(long now) {
        Bytes left = association.handOver(now).encode();
        association = new Association(options, new SplittableRandom(left.hashCode()));
        try {
            association.takeOver(now, AssociationHandover.decode(left));
        } catch (MalformedHandoverException e) {
            throw new AssertionError(e);
        }
    }

    /** The owner is done with some of what it holds. */
    void consume(long now, int part) {
        long bytes = owedBytes / part;
        owedBytes -= bytes;
        association.consumed(now, bytes);
    }

    void drain(long now) {
        AssociationOutput output;
        int outputs = 0;
        while ((output = association.poll()) != null) {
            check(++outputs <= OUTPUTS_MAX, "never stops to say something");
            handle(output);
        }
        check(association.nextTimeout() >= 0, "has a time-out in the past of everything");
        checkBounds();
    }

    private void handle(AssociationOutput output) {
        switch (output) {
            case AssociationOutput.Transmit transmit -> {
                Bytes packet = transmit.packet().copy();
                overheard.saw(packet);
                wire.add(packet);
                if (wire.size() > WIRE_MAX) {
                    wire.removeFirst();
                }
            }
            case AssociationOutput.MessageReceived message -> received(message);
            case AssociationOutput.Closed end -> {
                closed = end.reason();
                boolean isBug = end.reason() instanceof CloseReason.Failed failed
                        && failed.failure() == CloseReason.Failure.INTERNAL_ERROR;
                check(!isBug, "has a bug: " + end.reason());
            }
            default -> check(closed == null, "says " + output + " after its end");
        }
    }

    private void received(AssociationOutput.MessageReceived message) {
        owedBytes += message.payload().length();
        if (ledger.checksDelivery()) {
            int number = message.payload().getInt(0);
            int next = received.merge(message.stream(), 1, Integer::sum);
            check(number == next, "got message " + number + " of " + message.stream() + " instead of " + next);
        }
    }

    /** Everything that the peer sent has been received. */
    void checkComplete() {
        if (ledger.checksDelivery()) {
            check(
                    received.equals(ledger.expected()),
                    "got " + received + " where the peer has sent " + ledger.expected());
        }
    }

    private void checkBounds() {
        AssociationMetrics metrics = association.metrics();
        check(
                metrics.receive().heldBytes() <= 2L * CommandFuzzer.BUFFER_BYTES + (1 << 16) + owedBytes,
                "holds too much: " + metrics);
        check(metrics.send().outstandingChunks() <= OUTSTANDING_MAX, "has too much outstanding: " + metrics);
    }

    void check(boolean holds, String problem) {
        if (!holds) {
            throw new AssertionError(name + " " + problem + " [" + association.state() + "]");
        }
    }
}
