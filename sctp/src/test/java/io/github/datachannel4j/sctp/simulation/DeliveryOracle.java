package io.github.datachannel4j.sctp.simulation;

import io.github.datachannel4j.sctp.AssociationOutput.MessageLeft;
import io.github.datachannel4j.sctp.AssociationOutput.MessageReceived;
import io.github.datachannel4j.sctp.MessageFate;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must hold for the messages of one direction: each arrives unchanged and at most once; ordered ones keep their order; reliable ones
 * are never skipped; after a reset nothing of before arrives; each has exactly one fate, of the kind that was asked for, and none is called
 * acknowledged that has not arrived.
 */
final class DeliveryOracle {
    private final String direction;
    private final List<TrackedMessage> messages = new ArrayList<>();
    private final Map<StreamId, StreamHistory> streams = new HashMap<>();

    /** One stream, seen from both of its ends. */
    private static final class StreamHistory {
        final List<TrackedMessage> ordered = new ArrayList<>();
        /** Up to here, ordered messages have been delivered or passed over. */
        int orderedDelivered;

        int sendEpoch;
        int receiveEpoch;
        boolean resetPending;
        boolean usedSinceReset;
    }

    DeliveryOracle(String direction) {
        this.direction = direction;
    }

    /** A new message, to be handed to the sender now. */
    OutgoingMessage newMessage(long nowNanos, StreamId stream, int length, SendOptions options) {
        int number = messages.size() + 1;
        StreamHistory history = history(stream);
        OutgoingMessage message = new OutgoingMessage(
                stream, new Ppid(number % 100L), TrackedMessage.payload(number, length), options, number);
        TrackedMessage tracked = new TrackedMessage(number, message, nowNanos, history.sendEpoch);
        messages.add(tracked);
        if (tracked.isOrdered()) {
            history.ordered.add(tracked);
        }
        history.usedSinceReset |= tracked.isReliable();
        return message;
    }

    /** The message that was made last was not taken. */
    void refused(OutgoingMessage message) {
        TrackedMessage last = messages.removeLast();
        check(last.message.equals(message) && last.fate == null, "was refused after its turn", last);
        if (last.isOrdered()) {
            history(message.stream()).ordered.removeLast();
        }
    }

    TrackedMessage message(long number) {
        if (number < 1 || number > messages.size()) {
            throw failure("there is no message " + number);
        }
        return messages.get((int) number - 1);
    }

    void received(MessageReceived output) {
        if (output.payload().length() < TrackedMessage.BYTES_MIN) {
            throw failure("a message of " + output.payload().length() + " bytes was received, none was sent");
        }
        TrackedMessage tracked = message(TrackedMessage.numberOf(output.payload()));
        OutgoingMessage sent = tracked.message;
        check(output.payload().equals(sent.payload()), "changed on its way", tracked);
        check(output.stream().equals(sent.stream()), "came on " + output.stream(), tracked);
        check(output.ppid().equals(sent.ppid()), "came with " + output.ppid(), tracked);
        check(output.order() == sent.options().order(), "came as " + output.order(), tracked);
        check(!tracked.delivered, "came twice", tracked);
        check(!tracked.isGivenUp() || tracked.sentWhole, "came although it was abandoned before it was sent", tracked);
        StreamHistory history = history(sent.stream());
        check(tracked.epoch == history.receiveEpoch, "came on the wrong side of a reset", tracked);
        if (tracked.isOrdered()) {
            passOver(history, tracked);
        }
        tracked.delivered = true;
    }

    /** Moves on to an ordered message. What is passed over can never come, so nothing of it may be reliable. */
    private void passOver(StreamHistory history, TrackedMessage delivered) {
        int index = history.ordered.indexOf(delivered);
        check(index >= history.orderedDelivered, "came after a later one", delivered);
        for (TrackedMessage passed : history.ordered.subList(history.orderedDelivered, index)) {
            check(!passed.isReliable(), "was passed over by " + delivered.number, passed);
        }
        history.orderedDelivered = index + 1;
    }

    void left(MessageLeft output) {
        TrackedMessage tracked = message(output.token());
        check(tracked.fate == null, "has a second fate, " + output.fate(), tracked);
        tracked.fate = output.fate();
        Reliability reliability = tracked.message.options().reliability();
        boolean isDue = switch (output.fate()) {
            case SENT -> !tracked.isConfirmed();
            case ACKNOWLEDGED -> tracked.isConfirmed();
            case EXPIRED -> reliability instanceof Reliability.LimitedLifetime;
            case ABANDONED ->
                reliability instanceof Reliability.LimitedRetransmissions
                        || reliability instanceof Reliability.Priority;
            case DISCARDED -> true;
        };
        check(isDue, "has a fate that is not for it", tracked);
        boolean isEarly = output.fate() == MessageFate.ACKNOWLEDGED && !tracked.delivered;
        check(!isEarly, "was called acknowledged before it came", tracked);
    }

    /**
     * Whether the stream can be reset now; if so, messages from now on belong to its next life.
     *
     * <p>A stream that has carried nothing since its last reset is left alone: on the wire another reset looks like the last one asked
     * again, so its receiver may rightly stay silent.
     */
    boolean beginReset(StreamId stream) {
        StreamHistory history = history(stream);
        if (history.resetPending || (history.sendEpoch > 0 && !history.usedSinceReset)) {
            return false;
        }
        history.usedSinceReset = false;
        history.resetPending = true;
        history.sendEpoch++;
        return true;
    }

    void outgoingReset(List<StreamId> reset) {
        for (StreamId stream : reset) {
            StreamHistory history = history(stream);
            check(history.resetPending, stream + " was reset though nobody asked");
            check(history.receiveEpoch == history.sendEpoch, stream + " was reset before its receiver knew");
            history.resetPending = false;
        }
    }

    void incomingReset(List<StreamId> reset) {
        for (StreamId stream : reset) {
            StreamHistory history = history(stream);
            check(history.receiveEpoch < history.sendEpoch, stream + " was reset by nobody");
            for (TrackedMessage tracked : messages) {
                boolean before = tracked.epoch == history.receiveEpoch
                        && tracked.message.stream().equals(stream);
                check(!before || tracked.delivered || !tracked.isReliable(), "was lost by a reset", tracked);
            }
            history.receiveEpoch++;
        }
    }

    /** Holds once everything has been sent and acknowledged. */
    void checkComplete() {
        checkEveryMessageHasAFate();
        for (TrackedMessage tracked : messages) {
            check(tracked.delivered || !tracked.isReliable(), "never came", tracked);
            check(tracked.fate != MessageFate.DISCARDED, "was discarded", tracked);
            check(
                    tracked.fate == MessageFate.SENT
                            || tracked.fate == MessageFate.ACKNOWLEDGED
                            || !tracked.isReliable(),
                    "was not sent",
                    tracked);
        }
    }

    /** Whether the peer knows of all resets; a shutdown does not wait for them. */
    boolean areResetsDone() {
        return streams.values().stream().noneMatch(history -> history.resetPending);
    }

    /** Holds once the association is over, however it ended. */
    void checkEveryMessageHasAFate() {
        for (TrackedMessage tracked : messages) {
            check(tracked.fate != null, "has no fate", tracked);
            boolean isGone = tracked.fate == MessageFate.SENT || tracked.fate == MessageFate.ACKNOWLEDGED;
            check(tracked.sentWhole || !isGone, "was never on the wire as a whole", tracked);
            // Who does not wait for an acknowledgement has heard of it when its last byte left.
            check(!tracked.sentWhole || isGone || tracked.isConfirmed(), "was sent all the same", tracked);
        }
    }

    long deliveredMessages() {
        return messages.stream().filter(tracked -> tracked.delivered).count();
    }

    private StreamHistory history(StreamId stream) {
        return streams.computeIfAbsent(stream, id -> new StreamHistory());
    }

    private void check(boolean holds, String problem, TrackedMessage tracked) {
        if (!holds) {
            throw failure(tracked + " " + problem);
        }
    }

    private void check(boolean holds, String problem) {
        if (!holds) {
            throw failure(problem);
        }
    }

    private AssertionError failure(String problem) {
        return new AssertionError(direction + ": " + problem);
    }
}
