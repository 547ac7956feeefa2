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

    private final ChannelWire wire;
    private final ChannelTable table = new ChannelTable();
    private final StreamIds ids = new StreamIds(table);
    private final Ending ending;
    private final AssociationEvents events;
    private final Relocation relocation;

    public DataChannels(DataChannelLimits limits) {
        wire = new ChannelWire(limits);
        ending = new Ending(wire, table);
        events = new AssociationEvents(wire, table, ids, ending);
        relocation = new Relocation(wire, table, events);
    }

    // ---- commands

    /**
     * Creates a channel; when the association is up it opens at once.
     *
     * @throws DataChannelException when its id is in use or there is none left, or when the core has ended; nothing is created then
     */
    public Channel create(long nowNanos, ChannelParameters parameters) {
        wire.timeIs(nowNanos);
        if (ending.reason() != null) {
            throw new DataChannelException(DataChannelError.ENDED, "the data channels have ended");
        }
        Channel channel = Channel.createdHere(wire, table, parameters);
        StreamId id = ids.idFor(parameters);
        if (id == null) {
            table.addWithoutId(channel);
            return channel;
        }
        table.add(channel, id);
        events.created(nowNanos, channel);
        return channel;
    }

    /**
     * The DTLS role is known, by SDP or handshake: channels without an id get theirs in the order of their creation. One that
     * finds none free is closed.
     */
    public void roleKnown(long nowNanos, StreamIdParity newParity) {
        wire.timeIs(nowNanos);
        ids.roleKnown(newParity);
        for (Channel channel : table.waitingForId()) {
            StreamId id = ids.lowestFree(newParity);
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
        if (ids.parity() == null || ending.reason() != null || wire.association() != null) {
            throw new IllegalStateException("cannot start: parity " + ids.parity() + ", ended by " + ending.reason());
        }
        wire.timeIs(nowNanos);
        wire.attach(association);
    }

    /** Whether {@link #handOver} is possible now, and if not, why. Ask after draining. */
    public HandoverReadiness handoverReadiness() {
        return relocation.readiness(ids.agreement());
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
        Agreement agreement = ids.agreement();
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
        if (ids.parity() != null
                || ending.reason() != null
                || wire.association() != null
                || !table.all().isEmpty()) {
            throw new IllegalStateException("cannot take over: this object is in use");
        }
        wire.timeIs(nowNanos);
        association.takeOver(nowNanos, left.association());
        wire.attach(association);
        ids.roleKnown(left.parity());
        Agreement agreement = ids.agree(association.outboundStreams(), association.inboundStreams());
        wire.emit(new DataChannelsOutput.Established(agreement.maxChannels()));
        relocation.takeOver(nowNanos, left);
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
        ending.shutdown(nowNanos);
    }

    /**
     * Ends everything at once. The peer is told by ABORT with cause 12, "User-Initiated Abort", and this text, as browsers do in
     * {@code close()}. Does nothing after the end.
     */
    public void abort(long nowNanos, String text) {
        wire.timeIs(nowNanos);
        ending.abort(nowNanos, text);
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
            if (ids.agreement() == null && association.state() == AssociationState.COOKIE_ECHOED) {
                events.cookieEchoed(association);
                continue;
            }
            AssociationOutput below = association.poll();
            if (below == null) {
                return null;
            }
            events.dispatch(wire.nowNanos(), below);
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
        Agreement agreement = ids.agreement();
        return agreement == null ? null : agreement.maxChannels();
    }

    public DataChannelsStats stats() {
        return wire.counters().snapshot();
    }
}
