package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.AssociationOutput.BufferedAmountChanged;
import io.github.datachannel4j.sctp.AssociationOutput.MessageLeft;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MessageFate;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.StreamPriority;
import io.github.datachannel4j.sctp.StreamScheduling;
import io.github.datachannel4j.sctp.core.Invariant;
import io.github.datachannel4j.sctp.core.Outputs;
import io.github.datachannel4j.sctp.core.StreamTable;
import io.github.datachannel4j.sctp.tx.OutgoingStream.ResetPhase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is not sent yet. Streams take turns as {@link StreamTurns} decides. The queue exists before the association is established and
 * outlives a restart.
 */
public final class SendQueue {
    private final Outputs outputs;
    private final StreamTable<OutgoingStream> streams = new StreamTable<>();
    private final StreamTurns turns;
    /** Streams whose owner must be told about their buffered bytes. */
    private final ArrayDeque<OutgoingStream> changed = new ArrayDeque<>();

    /** Streams to be reset whose request was not sent yet, in the order of the calls. */
    private final Set<StreamId> resetting = new LinkedHashSet<>();

    /** Sent whole, and somebody waits for the acknowledgement; by rising TSN of their last fragments. */
    private final ArrayDeque<QueuedMessage> unacknowledged = new ArrayDeque<>();

    private Framing framing = Framing.PLAIN;
    /** New messages of all streams wait until both ends have begun anew. */
    private boolean isResettingAll;

    private long bufferedBytes;
    private long arrivals;
    private long abandonedMessages;

    public SendQueue(Outputs outputs, StreamScheduling scheduling) {
        this.outputs = outputs;
        this.turns = new StreamTurns(scheduling);
    }

    /** There is a peer now, maybe another one than before. */
    void begin(Framing newFraming, long peerBufferBytes) {
        framing = newFraming;
        turns.begin(newFraming, peerBufferBytes);
        streams.forEach(this::schedule);
    }

    public void add(long nowNanos, OutgoingMessage message) {
        OutgoingStream stream = streamFor(message.stream());
        stream.add(new QueuedMessage(nowNanos, arrivals++, message));
        bufferedBytes += message.payload().length();
        schedule(stream);
    }

    public long bufferedBytes() {
        return bufferedBytes;
    }

    public long bufferedBytes(StreamId id) {
        OutgoingStream stream = streams.get(id);
        return stream == null ? 0 : stream.bufferedBytes();
    }

    /** Streams with state. */
    public int streamCount() {
        return streams.size();
    }

    /** Messages that were given up, for the figures. */
    public long abandonedMessages() {
        return abandonedMessages;
    }

    /** The next stream whose buffered bytes have changed since it was last told, or null. */
    public @Nullable BufferedAmountChanged pollChanged() {
        OutgoingStream stream = changed.poll();
        if (stream == null) {
            return null;
        }
        stream.changed(false);
        forgetIfPristine(stream);
        return new BufferedAmountChanged(stream.id(), stream.bufferedBytes());
    }

    // ---- sending

    /** A new packet is about to be filled. */
    void beginPacket() {
        turns.beginPacket();
    }

    /**
     * The message whose turn it is, or null when there is none. Messages that expired before their first fragment vanish here.
     *
     * @param chunkPayloadMax what goes into one chunk at most
     */
    @Nullable
    QueuedMessage next(long nowNanos, int chunkPayloadMax) {
        OutgoingStream stream;
        while ((stream = turns.current()) != null) {
            dropExpired(nowNanos, stream);
            QueuedMessage head = stream.head();
            if (head == null) {
                turns.leave(stream);
            } else if (head.isStarted() || turns.mayBegin(stream, head, chunkPayloadMax)) {
                return head;
            }
            if (turns.isBound()) {
                return null;
            }
        }
        return null;
    }

    /** Takes so many bytes of the message that {@link #next} has returned. */
    Bytes cut(QueuedMessage message, int bytes) {
        OutgoingStream stream = streamOf(message);
        if (!message.isStarted()) {
            message.begin(framing, stream.takeNumber(message, framing));
        }
        Bytes fragment = message.cut(bytes);
        release(stream, bytes);
        if (message.remainingBytes() == 0) {
            stream.removeHead();
            sentWhole(message);
        }
        turns.sent(stream, message, bytes);
        return fragment;
    }

    private void sentWhole(QueuedMessage message) {
        if (message.awaitsAcknowledgement()) {
            unacknowledged.add(message);
        } else {
            reportFate(message, MessageFate.SENT);
        }
    }

    /** Everything up to this TSN is acknowledged or given up. */
    void acknowledged(long cumulativeTsn) {
        QueuedMessage message;
        while ((message = unacknowledged.peek()) != null && message.latestTsn() <= cumulativeTsn) {
            unacknowledged.remove();
            reportFate(message, MessageFate.ACKNOWLEDGED);
        }
    }

    /** Gives up the unsent rest of a message of which something was sent. */
    void abandonRest(QueuedMessage message) {
        OutgoingStream stream = streamOf(message);
        giveUpHead(stream, message);
        turns.gaveUpRest(stream, message);
    }

    /** A message was given up after its last byte had been sent. */
    void gaveUpSent(QueuedMessage message) {
        abandonedMessages++;
        if (message.awaitsAcknowledgement() && unacknowledged.remove(message)) {
            reportFate(message, message.fateWhenGivenUp());
        }
    }

    /** Lets messages vanish whose time is over though the window is closed to them. */
    void expire(long nowNanos) {
        turns.forEach(stream -> dropExpired(nowNanos, stream));
    }

    private void dropExpired(long nowNanos, OutgoingStream stream) {
        QueuedMessage head;
        while ((head = stream.head()) != null && !head.isStarted() && head.isExpired(nowNanos)) {
            giveUpHead(stream, head);
        }
    }

    private void giveUpHead(OutgoingStream stream, QueuedMessage head) {
        release(stream, head.remainingBytes());
        stream.removeHead();
        abandonedMessages++;
        reportFate(head, head.fateWhenGivenUp());
    }

    /** The stream whose head this message is: one that has begun stays it to its end. */
    private OutgoingStream streamOf(QueuedMessage message) {
        OutgoingStream stream = streams.get(message.message().stream());
        Invariant.check(stream != null && stream.head() == message, "the message being cut is the head of its stream");
        return Objects.requireNonNull(stream);
    }

    private void release(OutgoingStream stream, long bytes) {
        stream.release(bytes);
        bufferedBytes -= bytes;
        if (!stream.isChanged()) {
            stream.changed(true);
            changed.add(stream);
        }
    }

    private void reportFate(QueuedMessage message, MessageFate fate) {
        long token = message.message().token();
        if (token != OutgoingMessage.NO_TOKEN) {
            outputs.add(new MessageLeft(token, fate));
        }
    }

    // ---- streams

    private OutgoingStream streamFor(StreamId id) {
        OutgoingStream stream = streams.get(id);
        if (stream == null) {
            stream = new OutgoingStream(id);
            streams.put(id, stream);
            if (isResettingAll) {
                stream.beginReset();
            }
        }
        return stream;
    }

    private void schedule(OutgoingStream stream) {
        if (stream.head() != null) {
            turns.enter(stream);
        }
    }

    /** What the scheduling makes of it is the scheduling's business; 0 to {@link StreamPriority#MAX}. */
    public void prioritize(StreamId id, int priority) {
        OutgoingStream stream = streamFor(id);
        stream.priority(priority);
        turns.reconsider(stream);
        forgetIfPristine(stream);
    }

    private void forgetIfPristine(OutgoingStream stream) {
        if (stream.isPristine()) {
            turns.leave(stream);
            streams.remove(stream.id());
        }
    }

    // ---- stream reset

    /** From now on new messages of this stream wait. Does nothing when a reset is under way already. */
    public void beginReset(StreamId id) {
        OutgoingStream stream = streamFor(id);
        if (stream.resetPhase() == ResetPhase.OPEN) {
            stream.beginReset();
            resetting.add(id);
        }
    }

    /** Takes streams, at most so many, that have sent all messages from before their reset. */
    public List<StreamId> takeReadyForReset(int streamsMax) {
        if (resetting.isEmpty()) {
            return List.of();
        }
        List<StreamId> ready = new ArrayList<>();
        for (Iterator<StreamId> ids = resetting.iterator(); ids.hasNext() && ready.size() < streamsMax; ) {
            StreamId id = ids.next();
            OutgoingStream stream = streams.get(id);
            if (stream != null && stream.resetPhase() == ResetPhase.READY) {
                ready.add(id);
                ids.remove();
            }
        }
        return ready;
    }

    public void endReset(StreamId id, ResetOutcome outcome) {
        OutgoingStream stream = streams.get(id);
        if (stream != null) {
            stream.endReset(outcome);
            if (isResettingAll) {
                stream.beginReset();
            }
            schedule(stream);
            forgetIfPristine(stream);
        }
    }

    /** Streams with state, by rising number. */
    public List<StreamId> usedStreams() {
        List<StreamId> used = new ArrayList<>();
        streams.forEach(stream -> used.add(stream.id()));
        return used;
    }

    /** From now on new messages of all streams wait (RFC 6525 §5.1.4). */
    public void beginResetAll() {
        if (!isResettingAll) {
            isResettingAll = true;
            streams.forEach(stream -> {
                if (stream.resetPhase() == ResetPhase.OPEN) {
                    stream.beginReset();
                }
            });
        }
    }

    /** Whether everything from before the reset of all streams has been sent. */
    public boolean isReadyForResetAll() {
        boolean[] isReady = {resetting.isEmpty()};
        streams.forEach(stream -> isReady[0] &= stream.resetPhase() == ResetPhase.READY);
        return isReady[0];
    }

    public void endResetAll(ResetOutcome outcome) {
        isResettingAll = false;
        usedStreams().forEach(id -> endReset(id, outcome));
    }

    // ---- handover

    /** Whether a reset waits to be requested, or one of everything to be answered. */
    public boolean isResetWanted() {
        return isResettingAll || !resetting.isEmpty();
    }

    /** Whether {@link #pollChanged} has something to tell. */
    public boolean isChangeUntold() {
        return !changed.isEmpty();
    }

    /** The streams, by rising number, of a queue without messages. */
    List<AssociationHandover.OutgoingStream> handOver() {
        List<AssociationHandover.OutgoingStream> used = new ArrayList<>();
        streams.forEach(stream -> used.add(stream.handOver(framing)));
        return used;
    }

    public void takeOver(List<AssociationHandover.OutgoingStream> used) {
        used.forEach(stream -> streamFor(stream.id()).takeOver(stream));
    }

    // ---- the ends of an association

    /** The association begins anew: what waits was meant for the peer that is gone, and streams count from zero. */
    public void restart() {
        discardUnacknowledged();
        resetting.clear();
        turns.clear();
        isResettingAll = false;
        discardAll();
        streams.forEach(OutgoingStream::restart);
    }

    /** The peer allows only so many streams: what is queued on others can never be sent. */
    public void discardBeyond(int streamCount) {
        streams.forEach(stream -> {
            if (stream.id().value() >= streamCount) {
                discard(stream);
            }
        });
    }

    public void discardAll() {
        discardUnacknowledged();
        streams.forEach(this::discard);
    }

    /** Whether the peer has them will never be known. */
    private void discardUnacknowledged() {
        QueuedMessage message;
        while ((message = unacknowledged.poll()) != null) {
            reportFate(message, MessageFate.DISCARDED);
        }
    }

    private void discard(OutgoingStream stream) {
        QueuedMessage message;
        while ((message = stream.discardNext()) != null) {
            release(stream, message.remainingBytes());
            reportFate(message, MessageFate.DISCARDED);
        }
    }
}
