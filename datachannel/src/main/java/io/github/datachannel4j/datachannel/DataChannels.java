package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.SnapInit;
import io.github.datachannel4j.sctp.StreamId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All data channels of one peer connection (RFC 8831), over one association, without sockets, threads or a clock.
 *
 * <p>The contract is the association's: mutate, then drain. Call commands and inputs, here and on a {@link Channel}, with the current
 * time; then call {@link #poll} until it returns null; then be back with {@link #advanceTo} at {@link #nextTimeout}. Times are
 * nanoseconds on one scale that never goes back. Not thread-safe. {@link #receive} never throws, whatever the peer sends.
 *
 * <p>Channels may be created at once; they get their ids with {@link #roleKnown} and open some time after {@link #start}: when the handshake
 * has got as far as the COOKIE ECHO, with which data may leave.
 */
public final class DataChannels {
    /** {@link #nextTimeout}: nothing to wait for. */
    public static final long NEVER = Association.NEVER;

    /** RFC 8832 §6: ids end at 65534, so this many streams are of use. */
    private static final int CHANNELS_MAX = ChannelParameters.ID_MAX + 1;

    private final ChannelWire wire;
    private final ChannelTable table = new ChannelTable();
    private final StreamClosing closing;
    private final MessageRouter router;
    private final Relocation relocation;
    private @Nullable StreamIdParity parity; // null until the DTLS role is known
    private @Nullable Agreement agreement; // null until the association is established, or all but
    private boolean isShutdownWanted;
    private @Nullable CloseReason endReason; // null while the core lives

    public DataChannels(DataChannelLimits limits) {
        wire = new ChannelWire(limits);
        closing = new StreamClosing(wire, table);
        router = new MessageRouter(wire, table, closing, new ChannelEstablishment(wire, table, closing));
        relocation = new Relocation(wire, table, router);
    }

    // ---- commands

    /**
     * Creates a channel; when the association is up it opens at once.
     *
     * @throws DataChannelException when its id is in use or there is none left, or when the core has ended; nothing is created then
     */
    public Channel create(long nowNanos, ChannelParameters parameters) {
        wire.timeIs(nowNanos);
        if (endReason != null) {
            throw new DataChannelException(DataChannelError.ENDED, "the data channels have ended");
        }
        Channel channel = Channel.createdHere(wire, table, parameters);
        StreamId id = idFor(parameters);
        if (id == null) {
            table.addWithoutId(channel);
            return channel;
        }
        table.add(channel, id);
        if (agreement != null) {
            establish(nowNanos, channel, agreement);
        }
        return channel;
    }

    /**
     * The DTLS role is known, by SDP or handshake: channels without an id get theirs in the order of their creation. One that
     * finds none free is closed.
     */
    public void roleKnown(long nowNanos, StreamIdParity newParity) {
        wire.timeIs(nowNanos);
        if (parity != null && parity != newParity) {
            throw new IllegalStateException("the DTLS role does not change: ids are " + parity);
        }
        parity = newParity;
        for (Channel channel : table.waitingForId()) {
            StreamId id = table.lowestFree(newParity, channelsMax());
            if (id == null) {
                channel.fail(nowNanos, ChannelCloseReason.Cause.NO_STREAM, "every id is taken");
            } else {
                table.add(channel, id);
            }
        }
    }

    /**
     * DTLS is connected: starts the association, which from now on belongs to this object alone.
     *
     * @throws IllegalStateException before {@link #roleKnown}, after the end, or the second time
     */
    public void start(long nowNanos, Association association) {
        attach(nowNanos, association);
        association.connect(nowNanos);
    }

    /**
     * The same with INIT chunks that signaling has carried (draft-hancke-tsvwg-snap): the association is there at once, and channels open
     * without a round trip.
     *
     * @param ownInit what {@link SnapInit#draw} made with the association's options
     * @param peerInit what the peer's signaling said
     * @throws IllegalArgumentException when one of them makes no association possible
     */
    public void start(long nowNanos, Association association, Bytes ownInit, Bytes peerInit) {
        attach(nowNanos, association);
        association.connect(nowNanos, ownInit, peerInit);
    }

    private void attach(long nowNanos, Association association) {
        if (parity == null || endReason != null || wire.association() != null) {
            throw new IllegalStateException("cannot start: parity " + parity + ", ended by " + endReason);
        }
        wire.timeIs(nowNanos);
        wire.attach(association);
    }

    /** Whether {@link #handOver} is possible now, and if not, why. Ask after draining. */
    public HandoverReadiness handoverReadiness() {
        return relocation.readiness(agreement);
    }

    /**
     * Leaves the association and its channels to another process. Nothing more is sent from here; every channel is reported closed, and
     * {@link DataChannelsOutput.Ended} with {@link CloseReason.HandedOver} follows. The peer notices nothing.
     *
     * @return all that {@link #takeOver} needs
     * @throws IllegalStateException when it is not possible, naming what {@link #handoverReadiness} has found
     */
    public DataChannelsHandover handOver(long nowNanos) {
        wire.timeIs(nowNanos);
        HandoverReadiness readiness = handoverReadiness();
        Association association = wire.association();
        if (!readiness.isReady() || association == null || agreement == null) {
            throw new IllegalStateException("cannot hand over: " + readiness);
        }
        return relocation.handOver(nowNanos, association, agreement);
    }

    /**
     * Goes on with channels that another process has handed over, instead of {@link #roleKnown} and {@link #start}. They are in
     * {@link #channels()} at once, open; for each {@link DataChannelsOutput.ChannelOpened} is told.
     *
     * @param association a new one with the ports of the old; from now on it belongs to this object alone
     * @throws IllegalStateException when something has been done with this object already
     */
    public void takeOver(long nowNanos, Association association, DataChannelsHandover left) {
        if (parity != null
                || endReason != null
                || wire.association() != null
                || !table.all().isEmpty()) {
            throw new IllegalStateException("cannot take over: this object is in use");
        }
        wire.timeIs(nowNanos);
        association.takeOver(nowNanos, left.association());
        wire.attach(association);
        parity = left.parity();
        agreement = new Agreement(left.parity(), channelsIn(association));
        wire.emit(new DataChannelsOutput.Established(agreement.maxChannels()));
        relocation.takeOver(nowNanos, left);
    }

    private static int channelsIn(Association association) {
        int streams = Math.min(association.outboundStreams(), association.inboundStreams());
        return Math.min(streams, CHANNELS_MAX);
    }

    /**
     * What the peer announced as {@code a=max-message-size}: 0 for any size; 65536 where it announced nothing, which is also the value
     * before this call.
     */
    public void setRemoteMaxMessageSize(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a message size is not negative: " + bytes);
        }
        wire.remoteMessageBytesMax(bytes);
    }

    /** Packets take another way from now on; see {@link Association#pathChanged}. */
    public void pathChanged(long nowNanos) {
        wire.timeIs(nowNanos);
        Association association = wire.association();
        if (association != null) {
            association.pathChanged(nowNanos);
        }
    }

    /** Ends the association after everything queued is acknowledged; before it is started, ends at once. */
    public void shutdown(long nowNanos) {
        wire.timeIs(nowNanos);
        Association association = wire.association();
        if (association == null) {
            end(nowNanos, new CloseReason.ShutdownComplete());
        } else if (association.state() == AssociationState.COOKIE_ECHOED) {
            // What channels have sent meanwhile shall arrive; a handshake alone would just end.
            isShutdownWanted = true;
        } else if (association.state() != AssociationState.CLOSED) {
            association.shutdown(nowNanos);
        }
    }

    /**
     * Ends everything at once. The peer is told by ABORT with cause 12, "User-Initiated Abort", and this text, as browsers do in
     * {@code close()}. Does nothing after the end.
     */
    public void abort(long nowNanos, String text) {
        wire.timeIs(nowNanos);
        Association association = wire.association();
        if (association == null) {
            end(nowNanos, new CloseReason.AbortedLocally(text));
        } else if (association.state() != AssociationState.CLOSED) {
            association.abort(nowNanos, text);
        }
    }

    // ---- inputs

    /**
     * DTLS has received a packet. The array behind it now belongs to the association.
     *
     * @throws IllegalStateException before {@link #start}
     */
    public void receive(long nowNanos, Bytes packet) {
        wire.timeIs(nowNanos);
        Association association = wire.association();
        if (association == null) {
            throw new IllegalStateException("a packet before the start");
        }
        association.receive(nowNanos, packet);
    }

    /** Lets time pass; call it at {@link #nextTimeout} or later. */
    public void advanceTo(long nowNanos) {
        wire.timeIs(nowNanos);
        Association association = wire.association();
        if (association != null) {
            association.advanceTo(nowNanos);
        }
    }

    // ---- outputs

    /** The next output, or null when there is none for now. */
    public @Nullable DataChannelsOutput poll() {
        Association association = wire.association();
        while (true) {
            DataChannelsOutput output = wire.pollOutput();
            if (output != null || association == null) {
                return output;
            }
            if (agreement == null && association.state() == AssociationState.COOKIE_ECHOED) {
                agreeEarly(association);
                continue;
            }
            AssociationOutput below = association.poll();
            if (below == null) {
                return null;
            }
            dispatch(wire.nowNanos(), below);
        }
    }

    /** When {@link #advanceTo} has something to do, or {@link #NEVER}. Ask after draining. */
    public long nextTimeout() {
        Association association = wire.association();
        return association == null ? NEVER : association.nextTimeout();
    }

    // ---- queries

    /** Every channel that is not closed. */
    public List<Channel> channels() {
        return table.all();
    }

    /** The largest message {@link Channel#send} takes now: the peer's limit and our own together. */
    public long maxMessageSize() {
        return wire.messageBytesMax();
    }

    /** How many channels fit, the W3C's {@code maxChannels}; null until the association is established. */
    public @Nullable Integer maxChannels() {
        return agreement == null ? null : agreement.maxChannels();
    }

    public DataChannelsStats stats() {
        return wire.counters().snapshot();
    }

    // ---- what the association tells

    private void dispatch(long now, AssociationOutput output) {
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
            case AssociationOutput.Closed closed -> end(now, closed.reason());
        }
    }

    /**
     * RFC 9260 §5.1 C: DATA may leave with the COOKIE ECHO, so OPEN does, and the peer knows of the channel a round trip earlier. Both numbers
     * of streams are known by then.
     */
    private void agreeEarly(Association association) {
        agree(wire.nowNanos(), association.outboundStreams(), association.inboundStreams());
    }

    private void established(long now, AssociationOutput.Established established) {
        agree(now, established.outboundStreams(), established.inboundStreams());
        if (isShutdownWanted) {
            shutdown(now);
        }
    }

    private void agree(long now, int outboundStreams, int inboundStreams) {
        if (parity == null) {
            return;
        }
        @Nullable Agreement before = agreement;
        Agreement agreed = new Agreement(parity, Math.min(Math.min(outboundStreams, inboundStreams), CHANNELS_MAX));
        if (agreed.equals(before)) {
            return;
        }
        agreement = agreed;
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
        agreement = null;
        router.forgetAll(now);
        wire.emit(new DataChannelsOutput.Restarted());
        for (Channel channel : table.all()) {
            channel.associationRestarted(now);
        }
        closing.restart();
        table.restart();
    }

    private void received(long now, AssociationOutput.MessageReceived message) {
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
        if (agreement != null) {
            router.replay(now, stream, agreement);
        }
    }

    private void end(long now, CloseReason reason) {
        if (endReason != null) {
            return;
        }
        endReason = reason;
        for (Channel channel : table.all()) {
            channel.associationEnded(now, reason);
        }
        wire.emit(new DataChannelsOutput.Ended(reason));
    }

    // ---- ids

    /** Null while the DTLS role is unknown. */
    private @Nullable StreamId idFor(ChannelParameters parameters) {
        StreamId negotiated = parameters.negotiatedId();
        if (negotiated != null) {
            return checked(negotiated);
        }
        if (parity == null) {
            return null;
        }
        StreamId free = table.lowestFree(parity, channelsMax());
        if (free == null) {
            throw new DataChannelException(
                    DataChannelError.IDS_EXHAUSTED, "every " + parity + " id below " + channelsMax() + " is taken");
        }
        return free;
    }

    private StreamId checked(StreamId negotiated) {
        if (table.isTaken(negotiated)) {
            throw new DataChannelException(
                    DataChannelError.ID_IN_USE, "id " + negotiated.value() + " belongs to another channel");
        }
        if (negotiated.value() >= channelsMax()) {
            throw new DataChannelException(
                    DataChannelError.IDS_EXHAUSTED,
                    "id " + negotiated.value() + ", but there are " + channelsMax() + " streams");
        }
        return negotiated;
    }

    private int channelsMax() {
        return agreement == null ? CHANNELS_MAX : agreement.maxChannels();
    }
}
