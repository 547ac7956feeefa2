package io.github.datachannel4j.sctp.rx;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.core.Unwrap;
import io.github.datachannel4j.sctp.packet.IDataChunk;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk.SkippedMessage;
import io.github.datachannel4j.sctp.packet.Mid;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One incoming stream whose messages are interleaved (RFC 8260 §2). Ordered and unordered messages have numbers of their own. The trees
 * hold only messages of which something is held, so their size is bounded by that of the whole {@link Reassembly}.
 */
final class InterleavedStream {
    private static final long NONE = Long.MIN_VALUE;
    private static final long MID_MASK = 0xFFFF_FFFFL;

    private final StreamId id;
    private final Delivery delivery;
    /** Incomplete, or waiting for earlier ones. */
    private final TreeMap<Long, PartialMessage> ordered = new TreeMap<>();
    /** Incomplete. */
    private final TreeMap<Long, PartialMessage> unordered = new TreeMap<>();

    private long nextMid;
    private long latestUnorderedMid;
    private long skippedUnorderedMid = NONE;
    /** The message that the last fragment went to: the next one mostly goes there, too, and need not search. */
    private @Nullable PartialMessage latest;

    private long latestMid;
    private MessageOrder latestOrder = MessageOrder.ORDERED;

    InterleavedStream(StreamId id, Delivery delivery) {
        this.id = id;
        this.delivery = delivery;
    }

    StreamId id() {
        return id;
    }

    void add(IDataChunk chunk) {
        if (chunk.isUnordered()) {
            addUnordered(chunk);
        } else {
            addOrdered(chunk);
        }
    }

    private void addUnordered(IDataChunk chunk) {
        long mid = Unwrap.mid(chunk.mid(), latestUnorderedMid);
        latestUnorderedMid = Math.max(latestUnorderedMid, mid);
        if (mid == skippedUnorderedMid) {
            // A late fragment of the message that was given up last; those given up before cannot have any, since a
            // sender begins the messages of a stream one after the other.
            return;
        }
        if (isWhole(chunk) && !isBegun(mid, unordered)) {
            delivery.deliver(id, chunk.ppid(), chunk.payload(), MessageOrder.UNORDERED);
            return;
        }
        PartialMessage message = messageFor(mid, MessageOrder.UNORDERED);
        if (keep(message, chunk, unordered) && message.isComplete()) {
            unordered.remove(mid);
            deliver(message, MessageOrder.UNORDERED);
        }
    }

    private void addOrdered(IDataChunk chunk) {
        long mid = Unwrap.mid(chunk.mid(), nextMid);
        if (mid < nextMid) {
            // Delivered or skipped before.
            return;
        }
        if (isWhole(chunk) && mid == nextMid && !isBegun(mid, ordered)) {
            nextMid++;
            delivery.deliver(id, chunk.ppid(), chunk.payload(), MessageOrder.ORDERED);
            drain();
            return;
        }
        PartialMessage message = messageFor(mid, MessageOrder.ORDERED);
        if (keep(message, chunk, ordered) && mid == nextMid && message.isComplete()) {
            drain();
        }
    }

    private static boolean isWhole(IDataChunk chunk) {
        return chunk.isBeginning() && chunk.isEnding();
    }

    /** Mostly no message waits for anything, and no number needs to be boxed to find that out. */
    private static boolean isBegun(long mid, Map<Long, PartialMessage> messages) {
        return !messages.isEmpty() && messages.containsKey(mid);
    }

    private PartialMessage messageFor(long mid, MessageOrder order) {
        PartialMessage known = latest;
        if (known != null && latestMid == mid && latestOrder == order) {
            return known;
        }
        TreeMap<Long, PartialMessage> messages = order == MessageOrder.ORDERED ? ordered : unordered;
        PartialMessage message = messages.computeIfAbsent(mid, key -> new PartialMessage());
        latest = message;
        latestMid = mid;
        latestOrder = order;
        return message;
    }

    /** False when the fragment makes no sense; then nothing is kept of it. */
    private boolean keep(PartialMessage message, IDataChunk chunk, Map<Long, PartialMessage> messages) {
        if (message.add(chunk)) {
            delivery.hold(chunk.payload().length());
            return true;
        }
        if (message.chunkCount() == 0) {
            messages.remove(latestMid);
            latest = null;
        }
        return false;
    }

    /** Delivers the ordered messages whose turn it is. */
    private void drain() {
        Map.Entry<Long, PartialMessage> first;
        while ((first = ordered.firstEntry()) != null
                && first.getKey() == nextMid
                && first.getValue().isComplete()) {
            ordered.pollFirstEntry();
            nextMid++;
            deliver(first.getValue(), MessageOrder.ORDERED);
        }
    }

    private void deliver(PartialMessage message, MessageOrder order) {
        release(message);
        delivery.deliver(id, message.ppid(), message.payload(), order);
    }

    private void release(PartialMessage message) {
        if (message == latest) {
            latest = null;
        }
        delivery.release(message.payloadBytes(), message.chunkCount());
    }

    // ---- what the sender takes back

    /** Messages up to this one that are incomplete stay so; ordered ones that waited for them are delivered. */
    void skip(SkippedMessage skipped) {
        switch (skipped.order()) {
            case ORDERED -> skipOrdered(skipped.mid());
            case UNORDERED -> skipUnordered(skipped.mid());
        }
    }

    private void skipOrdered(Mid skipped) {
        long mid = Unwrap.mid(skipped, nextMid);
        if (mid < nextMid) {
            return;
        }
        while (!ordered.isEmpty() && ordered.firstKey() <= mid) {
            deliverOrDrop(ordered.pollFirstEntry().getValue());
        }
        nextMid = mid + 1;
        drain();
    }

    private void deliverOrDrop(PartialMessage message) {
        if (message.isComplete()) {
            deliver(message, MessageOrder.ORDERED);
        } else {
            release(message);
        }
    }

    private void skipUnordered(Mid skipped) {
        long mid = Unwrap.mid(skipped, latestUnorderedMid);
        latestUnorderedMid = Math.max(latestUnorderedMid, mid);
        skippedUnorderedMid = mid;
        while (!unordered.isEmpty() && unordered.firstKey() <= mid) {
            release(unordered.pollFirstEntry().getValue());
        }
    }

    /**
     * The sender has reset the stream after all that was received. What still waits, waits for messages that were given up, and what is
     * incomplete was given up itself.
     */
    void reset() {
        while (!ordered.isEmpty()) {
            deliverOrDrop(ordered.pollFirstEntry().getValue());
        }
        while (!unordered.isEmpty()) {
            release(unordered.pollFirstEntry().getValue());
        }
    }

    // ---- handover

    AssociationHandover.IncomingStream handOver() {
        return new AssociationHandover.IncomingStream(
                id,
                nextMid & MID_MASK,
                latestUnorderedMid & MID_MASK,
                skippedUnorderedMid == NONE ? AssociationHandover.IncomingStream.NONE : skippedUnorderedMid & MID_MASK);
    }

    void takeOver(AssociationHandover.IncomingStream handover) {
        nextMid = handover.nextOrdered();
        latestUnorderedMid = handover.latestUnordered();
        skippedUnorderedMid = handover.skippedUnordered() == AssociationHandover.IncomingStream.NONE
                ? NONE
                : Unwrap.mid(new Mid((int) handover.skippedUnordered()), latestUnorderedMid);
    }
}
