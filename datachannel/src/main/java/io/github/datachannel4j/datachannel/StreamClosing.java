package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.datachannel.ChannelPhase.Event;
import io.github.datachannel4j.sctp.StreamId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Closing by stream resets (RFC 8831 §6.7): each end resets its outgoing stream, and the id is free when both are reset. Also for
 * streams on which only the peer has a channel.
 */
final class StreamClosing {
    private final ChannelWire wire;
    private final ChannelTable table;
    private final Set<StreamId> peerResetNext = new HashSet<>();

    StreamClosing(ChannelWire wire, ChannelTable table) {
        this.wire = wire;
        this.table = table;
    }

    /** The association has begun anew: no stream is being closed any more. */
    void restart() {
        peerResetNext.clear();
    }

    /** Closes the peer's channel on a stream where we have none. */
    void refuse(long nowNanos, StreamId stream) {
        close(nowNanos, stream, ChannelPhase.RESETTING_BOTH);
    }

    /** The peer reset its direction of the present channel. */
    void peerReset(long nowNanos, StreamId stream) {
        if (!proceed(nowNanos, stream, Event.PEER_RESET)) {
            close(nowNanos, stream, ChannelPhase.RESETTING_OWN);
        }
    }

    /**
     * The peer reset its direction of the next channel: it has seen our reset, used the stream again, and closed it again, all before
     * its answer to our reset came. To be done when the stream is free.
     */
    void peerResetNext(StreamId stream) {
        peerResetNext.add(stream);
    }

    /** Whether the channel that has just got the stream is closed by the peer already; says so once. */
    boolean takePeerResetNext(StreamId stream) {
        return peerResetNext.remove(stream);
    }

    /** The peer performed the reset of our direction. */
    void ownReset(long nowNanos, StreamId stream) {
        proceed(nowNanos, stream, Event.OWN_RESET);
    }

    /** Our direction cannot be reset: the channel is closed all the same, but its id stays unused (RFC 8831 §6.7). */
    void ownResetFailed(long nowNanos, StreamId stream) {
        table.retire(stream);
        peerResetNext.remove(stream);
        proceed(nowNanos, stream, Event.GONE);
    }

    /** Whether what arrives on this stream belongs to its next channel, while we are still closing the present one. */
    boolean isNextChannels(StreamId stream) {
        @Nullable Channel channel = table.channel(stream);
        @Nullable RefusedStream refused = table.refused(stream);
        return (channel != null && channel.phase() == ChannelPhase.RESETTING_OWN)
                || (refused != null && refused.phase() == ChannelPhase.RESETTING_OWN);
    }

    private void close(long nowNanos, StreamId stream, ChannelPhase phase) {
        table.addRefused(stream, new RefusedStream(phase));
        wire.resetStream(nowNanos, stream);
    }

    private boolean proceed(long nowNanos, StreamId stream, Event event) {
        @Nullable Channel channel = table.channel(stream);
        if (channel != null) {
            channel.closingProceeds(nowNanos, event);
            return true;
        }
        @Nullable RefusedStream refused = table.refused(stream);
        if (refused == null) {
            return false;
        }
        refused.closingProceeds(event);
        if (refused.phase() == ChannelPhase.CLOSED) {
            table.removeRefused(stream);
        }
        return true;
    }
}
