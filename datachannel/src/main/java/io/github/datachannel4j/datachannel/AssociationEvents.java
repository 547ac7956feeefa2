package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.StreamId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the association tells, and what it means for the channels: they open with it, begin anew with it, and get what it has received. */
final class AssociationEvents {
    private final ChannelWire wire;
    private final ChannelTable table;
    private final StreamIds ids;
    private final Ending ending;
    private final StreamClosing closing;
    private final MessageRouter router;

    AssociationEvents(ChannelWire wire, ChannelTable table, StreamIds ids, Ending ending) {
        this.wire = wire;
        this.table = table;
        this.ids = ids;
        this.ending = ending;
        closing = new StreamClosing(wire, table);
        router = new MessageRouter(wire, table, closing, new ChannelEstablishment(wire, table, closing));
    }

    /** Whether messages wait for a channel that is yet to come. */
    boolean hasEarlyMessages() {
        return router.hasEarlyMessages();
    }

    void dispatch(long now, AssociationOutput output) {
        switch (output) {
            case AssociationOutput.Transmit transmit -> wire.emit(new DataChannelsOutput.Transmit(transmit.packet()));
            case AssociationOutput.Established established -> established(now, established);
            case AssociationOutput.Restarted restarted -> restarted(now);
            case AssociationOutput.MessageReceived message -> received(now, message);
            case AssociationOutput.BufferedAmountChanged changed -> bufferedAmountChanged(changed);
            case AssociationOutput.SendQueueHasRoom room -> wire.emit(new DataChannelsOutput.SendQueueHasRoom());
            case AssociationOutput.MessageLeft left ->
                wire.emit(new DataChannelsOutput.MessageLeft(left.token(), left.fate()));
            case AssociationOutput.IncomingStreamsReset reset -> peerReset(now, reset.streams());
            case AssociationOutput.OutgoingStreamsReset reset -> ownReset(now, reset.streams());
            case AssociationOutput.OutgoingResetFailed failed -> ownResetFailed(now, failed.streams());
            // For logs of SCTP; a channel has no use for it.
            case AssociationOutput.PeerReportedError error -> {}
            // RFC 8831 uses none of these, and what the peer asks is denied by default.
            case AssociationOutput.IncomingResetFailed failed -> {}
            case AssociationOutput.AssociationReset reset -> {}
            case AssociationOutput.AssociationResetFailed failed -> {}
            case AssociationOutput.StreamsAdded added -> {}
            case AssociationOutput.AddStreamsFailed failed -> {}
            case AssociationOutput.Closed closed -> ending.end(now, closed.reason());
        }
    }

    /**
     * RFC 9260 §5.1 C: DATA may leave with the COOKIE ECHO, so OPEN does, and the peer knows of the channel a round trip earlier. Both numbers
     * of streams are known by then.
     */
    void cookieEchoed(Association association) {
        agree(wire.nowNanos(), association.outboundStreams(), association.inboundStreams());
    }

    private void established(long now, AssociationOutput.Established established) {
        agree(now, established.outboundStreams(), established.inboundStreams());
        ending.established(now);
    }

    private void agree(long now, int outboundStreams, int inboundStreams) {
        @Nullable Agreement before = ids.agreement();
        Agreement agreed = ids.agree(outboundStreams, inboundStreams);
        if (agreed.equals(before)) {
            return;
        }
        wire.emit(new DataChannelsOutput.Established(agreed.maxChannels()));
        for (Channel channel : table.all()) {
            if (before == null) {
                establish(now, channel, agreed);
            } else {
                // The handshake has begun again after the COOKIE ECHO, and the peer says another number now.
                failBeyond(now, channel, agreed);
            }
        }
    }

    /** There is a new channel: when the association is up, it opens at once. */
    void created(long now, Channel channel) {
        @Nullable Agreement agreement = ids.agreement();
        if (agreement != null) {
            establish(now, channel, agreement);
        }
    }

    private static void failBeyond(long now, Channel channel, Agreement agreed) {
        StreamId id = channel.id();
        if (id != null && id.value() >= agreed.maxChannels()) {
            channel.fail(now, ChannelCloseReason.Cause.NO_STREAM, "there are " + agreed.maxChannels() + " streams");
        }
    }

    private void establish(long now, Channel channel, Agreement agreed) {
        if (!wire.isUsable()) {
            // It is over already, or ending: the end closes the channel.
            return;
        }
        StreamId id = channel.id();
        if (id == null || id.value() >= agreed.maxChannels()) {
            channel.fail(now, ChannelCloseReason.Cause.NO_STREAM, "there are " + agreed.maxChannels() + " streams");
            return;
        }
        channel.establish(now);
        if (channel.parameters().isNegotiated()) {
            router.replay(now, id, agreed);
        } else {
            router.forget(now, id);
        }
    }

    /**
     * Every channel is lost at the peer, and messages may be lost in the middle of reliable ones: nothing that could be carried on. The
     * association lives, and new channels open as soon as it says what it has agreed on this time.
     */
    private void restarted(long now) {
        ids.restart();
        router.forgetAll(now);
        wire.emit(new DataChannelsOutput.Restarted());
        for (Channel channel : table.all()) {
            channel.associationRestarted(now);
        }
        closing.restart();
        table.restart();
    }

    private void received(long now, AssociationOutput.MessageReceived message) {
        @Nullable Agreement agreement = ids.agreement();
        if (agreement == null) {
            wire.drop(now, message);
        } else {
            router.route(now, message, agreement);
        }
    }

    private void bufferedAmountChanged(AssociationOutput.BufferedAmountChanged changed) {
        Channel channel = table.channel(changed.stream());
        if (channel != null) {
            channel.bufferedBytesChanged(changed.bufferedBytes());
        }
    }

    private void peerReset(long now, List<StreamId> streams) {
        for (StreamId stream : streams) {
            if (closing.isNextChannels(stream)) {
                closing.peerResetNext(stream);
            } else {
                peerReset(now, stream);
            }
        }
    }

    private void peerReset(long now, StreamId stream) {
        router.forget(now, stream);
        @Nullable Agreement agreement = ids.agreement();
        if (agreement != null && stream.value() < agreement.maxChannels()) {
            closing.peerReset(now, stream);
        }
    }

    private void ownReset(long now, List<StreamId> streams) {
        for (StreamId stream : streams) {
            closing.ownReset(now, stream);
            replay(now, stream);
            if (closing.takePeerResetNext(stream)) {
                peerReset(now, stream);
            }
        }
    }

    private void ownResetFailed(long now, List<StreamId> streams) {
        for (StreamId stream : streams) {
            closing.ownResetFailed(now, stream);
            replay(now, stream);
        }
    }

    private void replay(long now, StreamId stream) {
        @Nullable Agreement agreement = ids.agreement();
        if (agreement != null) {
            router.replay(now, stream, agreement);
        }
    }
}
