package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationOutput.MessageReceived;
import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.SendResult;
import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a channel reaches of the world around it: the association below, the outputs to the owner above, and what both ends
 * have agreed on message sizes. It knows no channel.
 */
final class ChannelWire {
    /** RFC 8841 §6.1: what a peer takes that does not say. */
    private static final long REMOTE_MESSAGE_BYTES_DEFAULT = 65536;

    /** RFC 8841 §6: the peer takes messages of any size. */
    private static final long ANY_SIZE = 0;

    private final DataChannelLimits limits;
    private final Counters counters = new Counters();
    private final ArrayDeque<DataChannelsOutput> outputs = new ArrayDeque<>();
    private @Nullable Association association; // null until the owner starts it
    private long nowNanos; // as of the latest command or input
    private long remoteMessageBytesMax = REMOTE_MESSAGE_BYTES_DEFAULT;

    ChannelWire(DataChannelLimits limits) {
        this.limits = limits;
    }

    DataChannelLimits limits() {
        return limits;
    }

    Counters counters() {
        return counters;
    }

    // ---- time

    /** What the association causes while it is drained happens at the time of the command or input before. */
    long nowNanos() {
        return nowNanos;
    }

    void timeIs(long newNowNanos) {
        nowNanos = newNowNanos;
    }

    // ---- the association

    @Nullable
    Association association() {
        return association;
    }

    void attach(Association newAssociation) {
        association = newAssociation;
    }

    /** Whether messages can be sent and streams be reset. */
    boolean isUsable() {
        return association != null
                && (association.state() == AssociationState.ESTABLISHED
                        || association.state() == AssociationState.COOKIE_ECHOED);
    }

    SendResult send(long now, OutgoingMessage message) {
        timeIs(now);
        return started().send(now, message);
    }

    /** RFC 8831 §6.4: the priority of a channel is a weight among all that have something to send. */
    void prioritize(long now, StreamId stream, int priority) {
        timeIs(now);
        started().setPriority(now, stream, priority);
    }

    /** Without a usable association, its end will close the channel instead. */
    void resetStream(long now, StreamId stream) {
        timeIs(now);
        if (isUsable()) {
            started().resetStreams(now, List.of(stream));
        }
    }

    void consumed(long now, long bytes) {
        timeIs(now);
        Association receiver = started();
        if (bytes > 0 && receiver.state() != AssociationState.CLOSED) {
            receiver.consumed(now, bytes);
        }
    }

    /** A message that nobody gets. */
    void drop(long now, MessageReceived message) {
        counters.droppedMessages++;
        consumed(now, message.payload().length());
    }

    /** Deviates from RFC 8831 §6.6: a message whose PPID means nothing here is dropped, and its channel stays, as in browsers. */
    void dropUnknown(long now, MessageReceived message) {
        counters.unknownPpid++;
        consumed(now, message.payload().length());
    }

    private Association started() {
        if (association == null) {
            throw new IllegalStateException("no association yet");
        }
        return association;
    }

    // ---- message sizes

    long remoteMessageBytesMax() {
        return remoteMessageBytesMax;
    }

    void remoteMessageBytesMax(long bytes) {
        remoteMessageBytesMax = bytes;
    }

    boolean peerTakes(long bytes) {
        return remoteMessageBytesMax == ANY_SIZE || bytes <= remoteMessageBytesMax;
    }

    long messageBytesMax() {
        return remoteMessageBytesMax == ANY_SIZE
                ? limits.sentMessageBytesMax()
                : Math.min(remoteMessageBytesMax, limits.sentMessageBytesMax());
    }

    // ---- outputs

    void emit(DataChannelsOutput output) {
        outputs.add(output);
    }

    boolean hasOutput() {
        return !outputs.isEmpty();
    }

    @Nullable
    DataChannelsOutput pollOutput() {
        return outputs.poll();
    }
}
