package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.AbandonedMessages;
import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.StreamPriority;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * One outgoing stream's queue and place in its reset.
 *
 * <pre>
 *   OPEN --resetStreams--> DRAINING --queue sent--> READY --request leaves, answer comes--> OPEN
 * </pre>
 *
 * A reset of the whole association holds it beside that: what was queued before is sent, and the rest waits.
 */
final class OutgoingStream {
    /** Where the stream is in its reset (RFC 6525 §5.1.2). */
    enum ResetPhase {
        OPEN,
        /** Messages from before the reset are still to be sent. */
        DRAINING,
        /** Nothing may be sent until the peer has answered. */
        READY
    }

    /** Of a stream that is not among the {@link ReadyStreams}. */
    static final int NOWHERE = -1;

    private static final int NOT_HELD = -1;

    private static final long SSN_MASK = 0xFFFF;
    private static final long MID_MASK = 0xFFFF_FFFFL;

    private final StreamId id;
    private final ArrayDeque<QueuedMessage> messages = new ArrayDeque<>();
    private ResetPhase resetPhase = ResetPhase.OPEN;
    private int messagesBeforeReset;
    /** What is still to be sent before all streams are reset; the rest waits, whatever becomes of a reset of its own. */
    private int messagesBeforeHold = NOT_HELD;

    private long bufferedBytes;
    /** The next SSN or, with interleaving, the next MID of ordered messages. */
    private long nextNumber;
    /** With interleaving the next MID of unordered messages. */
    private long nextUnorderedNumber;

    private int priority = StreamPriority.DEFAULT;
    private long rank;
    private long age;
    private int place = NOWHERE;
    private boolean isHeldBack;
    private @Nullable Abandonments abandonments; // null as long as nothing was given up since the last reset
    /** Whether its owner must still be told about {@link #bufferedBytes}. */
    private boolean isChanged;

    OutgoingStream(StreamId id) {
        this.id = id;
    }

    StreamId id() {
        return id;
    }

    void add(QueuedMessage message) {
        messages.add(message);
        bufferedBytes += message.remainingBytes();
    }

    /** The message to send from, or null when there is none now. */
    @Nullable
    QueuedMessage head() {
        return resetPhase == ResetPhase.READY || isHeld() ? null : messages.peek();
    }

    /** Bytes of the head have left, or are given up. */
    void release(long bytes) {
        bufferedBytes -= bytes;
    }

    /** The head is cut to its end, or given up. */
    void removeHead() {
        messages.remove();
        removedFrom(0);
    }

    private void removedFrom(int place) {
        if (resetPhase == ResetPhase.DRAINING && place < messagesBeforeReset) {
            messagesBeforeReset--;
            if (messagesBeforeReset == 0) {
                resetPhase = ResetPhase.READY;
            }
        }
        if (place < messagesBeforeHold) {
            messagesBeforeHold--;
        }
    }

    /** A message of which nothing was sent is given up, wherever it stands. */
    void remove(QueuedMessage message) {
        int place = 0;
        Iterator<QueuedMessage> waiting = messages.iterator();
        while (waiting.next() != message) {
            place++;
        }
        waiting.remove();
        removedFrom(place);
    }

    /** For the end of the association: the next message whatever the phase, or null. */
    @Nullable
    QueuedMessage discardNext() {
        return messages.poll();
    }

    /** Numbers the message that is begun. Unordered DATA has no number of its own. */
    long takeNumber(QueuedMessage message, Framing framing) {
        if (message.isOrdered()) {
            return nextNumber++;
        }
        return framing == Framing.INTERLEAVED ? nextUnorderedNumber++ : 0;
    }

    ResetPhase resetPhase() {
        return resetPhase;
    }

    void beginReset() {
        messagesBeforeReset = messages.size();
        resetPhase = messagesBeforeReset == 0 ? ResetPhase.READY : ResetPhase.DRAINING;
    }

    /** The peer has answered. */
    void endReset(ResetOutcome outcome) {
        resetPhase = ResetPhase.OPEN;
        if (outcome == ResetOutcome.PERFORMED) {
            beginAnew();
        }
    }

    /** New messages wait until the association has begun anew (RFC 6525 §5.1.4). */
    void beginHold() {
        messagesBeforeHold = messages.size();
    }

    /** Whether everything from before the hold has been sent. */
    boolean isHeld() {
        return messagesBeforeHold == 0;
    }

    /** The association has begun anew, or will not. A reset of the stream's own goes on. */
    void endHold(ResetOutcome outcome) {
        messagesBeforeHold = NOT_HELD;
        if (outcome == ResetOutcome.PERFORMED) {
            beginAnew();
        }
    }

    private void beginAnew() {
        countFromZero();
        priority = StreamPriority.DEFAULT;
    }

    /** RFC 8260 §2.3.2: the numbers of both orders begin anew. */
    private void countFromZero() {
        nextNumber = 0;
        nextUnorderedNumber = 0;
        abandonments = null;
    }

    /** Numbers as on the wire: what lies before them is acknowledged. */
    AssociationHandover.OutgoingStream handOver(Framing framing) {
        long mask = framing == Framing.INTERLEAVED ? MID_MASK : SSN_MASK;
        return new AssociationHandover.OutgoingStream(id, priority, nextNumber & mask, nextUnorderedNumber & MID_MASK);
    }

    void takeOver(AssociationHandover.OutgoingStream handover) {
        priority = handover.priority();
        nextNumber = handover.nextOrdered();
        nextUnorderedNumber = handover.nextUnordered();
    }

    /** The association restarts with new numbers; no message is left. */
    void restart() {
        resetPhase = ResetPhase.OPEN;
        messagesBeforeHold = NOT_HELD;
        beginAnew();
    }

    long bufferedBytes() {
        return bufferedBytes;
    }

    /** Whether forgetting it loses nothing. */
    boolean isPristine() {
        boolean isIdle = messages.isEmpty() && resetPhase == ResetPhase.OPEN && !isChanged;
        return isIdle
                && abandonments == null
                && nextNumber == 0
                && nextUnorderedNumber == 0
                && priority == StreamPriority.DEFAULT;
    }

    // ---- its place among the streams that have something to send

    int priority() {
        return priority;
    }

    void priority(int newPriority) {
        priority = newPriority;
    }

    long rank() {
        return rank;
    }

    void rank(long newRank) {
        rank = newRank;
    }

    void age(long newAge) {
        age = newAge;
    }

    boolean isBefore(OutgoingStream other) {
        return rank != other.rank ? rank < other.rank : age < other.age;
    }

    boolean isReady() {
        return place != NOWHERE;
    }

    int place() {
        return place;
    }

    void place(int newPlace) {
        place = newPlace;
    }

    boolean isHeldBack() {
        return isHeldBack;
    }

    void heldBack(boolean nowHeldBack) {
        isHeldBack = nowHeldBack;
    }

    // ---- what its owner is told

    void countAbandoned(QueuedMessage message) {
        if (abandonments == null) {
            abandonments = new Abandonments();
        }
        abandonments.count(message);
    }

    AbandonedMessages abandoned() {
        return abandonments == null ? AbandonedMessages.NONE : abandonments.snapshot();
    }

    boolean isChanged() {
        return isChanged;
    }

    void changed(boolean nowChanged) {
        isChanged = nowChanged;
    }
}
