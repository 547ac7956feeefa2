package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.AbandonedMessages;
import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.AssociationOutput.BufferedAmountChanged;
import io.github.datachannel4j.sctp.AssociationOutput.SendQueueHasRoom;
import io.github.datachannel4j.sctp.MessageFate;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.SendResult;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.core.Invariant;
import io.github.datachannel4j.sctp.core.Outputs;
import io.github.datachannel4j.sctp.tx.PriorityPolicy.Reach;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is not sent yet. Streams take turns as {@link StreamTurns} decides. The queue exists before the association is established and
 * outlives a restart.
 */
public final class SendQueue {
    private final MessageFates fates;
    private final StreamTurns turns;
    private final OutgoingStreams streams;
    /** Streams whose owner must be told about their buffered bytes. */
    private final ArrayDeque<OutgoingStream> changed = new ArrayDeque<>();

    private Framing framing = Framing.PLAIN;
    private long bufferedBytes;
    private long arrivals;
    private final SendRoom room;
    private final PriorityPolicy priorities = new PriorityPolicy();
    private final Abandonments abandonments = new Abandonments();
    /** Null when the peer cannot be told to skip what has begun, or there is none. */
    private @Nullable BegunAbandonment begunAbandonment;

    /** Gives up a message of which a part was sent. */
    interface BegunAbandonment {
        void abandon(QueuedMessage message);
    }

    public SendQueue(Outputs outputs, AssociationOptions options) {
        this.fates = new MessageFates(outputs);
        this.turns = new StreamTurns(options.streams().scheduling());
        this.streams = new OutgoingStreams(turns);
        this.room = new SendRoom(options.sendQueue().highWaterBytes());
    }

    /** There is a peer now, maybe another one than before. */
    void begin(Framing newFraming, long peerBufferBytes, @Nullable BegunAbandonment abandonment) {
        framing = newFraming;
        begunAbandonment = abandonment;
        turns.begin(newFraming, peerBufferBytes);
        streams.forEach(streams::schedule);
    }

    /** Takes the message if there is room for it, or if room can be made. */
    public SendResult offer(long nowNanos, OutgoingMessage message) {
        int bytes = message.payload().length();
        if (room.excessBytes(bufferedBytes, bytes) > 0 && !message.ppid().equals(Ppid.DCEP)) {
            expire(nowNanos);
            if (!makeRoom(message)) {
                room.refused(bytes);
                return SendResult.QUEUE_FULL;
            }
        }
        add(new QueuedMessage(nowNanos, arrivals++, message));
        return SendResult.QUEUED;
    }

    private void add(QueuedMessage message) {
        OutgoingStream stream = streams.obtain(message.message().stream());
        stream.add(message);
        bufferedBytes += message.length();
        priorities.queued(message);
        streams.schedule(stream);
    }

    /** False when there is not enough that is less important; then nothing is given up. */
    private boolean makeRoom(OutgoingMessage message) {
        long excess = room.excessBytes(bufferedBytes, message.payload().length());
        if (excess <= 0) {
            return true;
        }
        @Nullable BegunAbandonment begun = begunAbandonment;
        List<QueuedMessage> givingWay = priorities.givingWay(
                QueuedMessage.priorityOf(message), excess, begun == null ? Reach.UNSENT : Reach.ALL);
        for (QueuedMessage less : givingWay) {
            if (!less.isStarted()) {
                giveUpUnsent(less);
            } else if (begun != null) {
                begun.abandon(less);
            }
        }
        return !givingWay.isEmpty();
    }

    private void giveUpUnsent(QueuedMessage message) {
        OutgoingStream stream = Objects.requireNonNull(streams.get(message.message().stream()));
        stream.remove(message);
        release(stream, message.length());
        gaveUp(message);
    }

    /** The streams that the messages wait on, and their resets. */
    public OutgoingStreams streams() {
        return streams;
    }

    public long bufferedBytes() {
        return bufferedBytes;
    }

    public long bufferedBytes(StreamId id) {
        OutgoingStream stream = streams.get(id);
        return stream == null ? 0 : stream.bufferedBytes();
    }

    /** Messages that were given up, for the figures. */
    public AbandonedMessages abandoned() {
        return abandonments.snapshot();
    }

    /** Those of one stream since it was last reset. */
    public AbandonedMessages abandoned(StreamId id) {
        OutgoingStream stream = streams.get(id);
        return stream == null ? AbandonedMessages.NONE : stream.abandoned();
    }

    /** The next stream whose buffered bytes have changed since it was last told, or that there is room again, or null. */
    public @Nullable AssociationOutput pollChanged() {
        OutgoingStream stream = changed.poll();
        if (stream == null) {
            return pollRoom();
        }
        stream.changed(false);
        streams.forgetIfPristine(stream);
        return new BufferedAmountChanged(stream.id(), stream.bufferedBytes());
    }

    private @Nullable SendQueueHasRoom pollRoom() {
        if (!room.isNewsDue(bufferedBytes)) {
            return null;
        }
        room.told();
        return new SendQueueHasRoom();
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
    void cut(QueuedMessage message, int bytes) {
        OutgoingStream stream = streamOf(message);
        if (!message.isStarted()) {
            message.begin(framing, stream.takeNumber(message, framing));
        }
        priorities.cut(message, bytes);
        message.cut(bytes);
        release(stream, bytes);
        if (message.remainingBytes() == 0) {
            stream.removeHead();
            priorities.left(message);
            fates.sentWhole(message);
        }
        turns.sent(stream, message, bytes);
    }

    /** Everything up to this TSN is acknowledged or given up. */
    void acknowledged(long cumulativeTsn) {
        fates.acknowledged(cumulativeTsn);
    }

    /** Gives up the unsent rest of a message of which something was sent. */
    void abandonRest(QueuedMessage message) {
        OutgoingStream stream = streamOf(message);
        giveUpHead(stream, message);
        turns.gaveUpRest(stream, message);
    }

    /** A message was given up after its last byte had been sent. */
    void gaveUpSent(QueuedMessage message) {
        countAbandoned(message);
        fates.gaveUpSent(message);
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
        gaveUp(head);
    }

    private void gaveUp(QueuedMessage message) {
        priorities.left(message);
        countAbandoned(message);
        fates.tell(message, message.fateWhenGivenUp());
    }

    private void countAbandoned(QueuedMessage message) {
        abandonments.count(message);
        OutgoingStream stream = streams.get(message.message().stream());
        if (stream != null) {
            stream.countAbandoned(message);
        }
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

    // ---- handover

    /** Whether {@link #pollChanged} has something to tell. */
    public boolean isChangeUntold() {
        return !changed.isEmpty() || room.isNewsDue(bufferedBytes);
    }

    /** The streams, by rising number, of a queue without messages. */
    List<AssociationHandover.OutgoingStream> handOver() {
        return streams.handOver(framing);
    }

    // ---- the ends of an association

    /** The association begins anew: what waits was meant for the peer that is gone, and streams count from zero. */
    public void restart() {
        discardAll();
        streams.restart();
    }

    /** The peer allows only so many streams: what is queued on others can never be sent. */
    public void discardBeyond(int streamCount) {
        streams.forEach(stream -> {
            if (stream.id().value() >= streamCount) {
                discard(stream);
            }
        });
    }

    /** The association is over. */
    public void end() {
        discardAll();
        room.told();
    }

    private void discardAll() {
        fates.discardUnacknowledged();
        streams.forEach(this::discard);
    }

    private void discard(OutgoingStream stream) {
        QueuedMessage message;
        while ((message = stream.discardNext()) != null) {
            release(stream, message.remainingBytes());
            priorities.left(message);
            fates.tell(message, MessageFate.DISCARDED);
        }
    }
}
