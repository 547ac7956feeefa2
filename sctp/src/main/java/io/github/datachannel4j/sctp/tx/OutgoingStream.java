package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One outgoing stream's queue and place in its reset.
 *
 * <pre>
 *   OPEN --resetStreams--> DRAINING --queue sent--> READY --request leaves, answer comes--> OPEN
 * </pre>
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

    private final StreamId id;
    private final ArrayDeque<QueuedMessage> messages = new ArrayDeque<>();
    private ResetPhase resetPhase = ResetPhase.OPEN;
    private int messagesBeforeReset;
    private long bufferedBytes;
    private long nextSsn;
    /** Whether the scheduler has it in its round. */
    private boolean isScheduled;
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
        return resetPhase == ResetPhase.READY ? null : messages.peek();
    }

    /** Bytes of the head have left, or are given up. */
    void release(long bytes) {
        bufferedBytes -= bytes;
    }

    /** The head is cut to its end, or given up. */
    void removeHead() {
        messages.remove();
        if (resetPhase == ResetPhase.DRAINING) {
            messagesBeforeReset--;
            if (messagesBeforeReset == 0) {
                resetPhase = ResetPhase.READY;
            }
        }
    }

    /** For the end of the association: the next message whatever the phase, or null. */
    @Nullable
    QueuedMessage discardNext() {
        return messages.poll();
    }

    long takeSsn() {
        return nextSsn++;
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
            nextSsn = 0;
        }
    }

    /** The association restarts: all numbers are new and a message that was under way starts again. */
    void restart() {
        resetPhase = ResetPhase.OPEN;
        nextSsn = 0;
        QueuedMessage head = messages.peek();
        if (head != null) {
            bufferedBytes += head.cutBytes();
            head.startAgain();
        }
    }

    long bufferedBytes() {
        return bufferedBytes;
    }

    /** Whether forgetting it loses nothing. */
    boolean isPristine() {
        return messages.isEmpty() && nextSsn == 0 && resetPhase == ResetPhase.OPEN && !isScheduled && !isChanged;
    }

    boolean isScheduled() {
        return isScheduled;
    }

    void scheduled(boolean nowScheduled) {
        isScheduled = nowScheduled;
    }

    boolean isChanged() {
        return isChanged;
    }

    void changed(boolean nowChanged) {
        isChanged = nowChanged;
    }
}
