package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.datachannel.ChannelCloseReason.AssociationEnded;
import io.github.datachannel4j.datachannel.ChannelCloseReason.ClosedByPeer;
import io.github.datachannel4j.datachannel.ChannelCloseReason.ClosedLocally;
import io.github.datachannel4j.datachannel.ChannelCloseReason.Failed;
import io.github.datachannel4j.datachannel.ChannelPhase.Event;
import io.github.datachannel4j.datachannel.DataChannelsHandover.OpenChannel;
import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.FateReport;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.SendResult;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.StreamPriority;
import org.jspecify.annotations.Nullable;

/**
 * One data channel: its life, what it sends, what it has received. Made by {@link DataChannels#create} or announced by it, and
 * under the same contract: after a command, drain {@link DataChannels#poll}. Establishment by DCEP is decided in
 * {@link ChannelEstablishment}, the order of the two resets in {@link ChannelPhase}.
 */
public final class Channel {
    private final ChannelWire wire;
    private final ChannelTable table;
    private final ChannelParameters parameters;
    private final boolean openedByPeer;
    private final BufferedAmount buffered = new BufferedAmount();
    private @Nullable StreamId id; // null until the DTLS role is known
    private ChannelPhase phase = ChannelPhase.CONNECTING;
    private @Nullable ChannelCloseReason closeReason; // null while nothing ends it
    private int priority;
    private long lowThresholdBytes;
    private long unconsumedBytes;
    private long messagesSent;
    private long bytesSent;
    private long messagesReceived;
    private long bytesReceived;

    private Channel(ChannelWire wire, ChannelTable table, ChannelParameters parameters, boolean openedByPeer) {
        this.wire = wire;
        this.table = table;
        this.parameters = parameters;
        this.priority = parameters.priority();
        this.openedByPeer = openedByPeer;
    }

    static Channel createdHere(ChannelWire wire, ChannelTable table, ChannelParameters parameters) {
        return new Channel(wire, table, parameters, false);
    }

    static Channel openedByPeer(ChannelWire wire, ChannelTable table, ChannelParameters parameters) {
        return new Channel(wire, table, parameters, true);
    }

    /** As it was in another process. */
    static Channel takenOver(ChannelWire wire, ChannelTable table, OpenChannel open) {
        Channel channel = new Channel(wire, table, open.parameters(), open.isOpenedByPeer());
        channel.phase = open.isConfirmed() ? ChannelPhase.CONFIRMED : ChannelPhase.UNCONFIRMED;
        channel.priority = open.priority();
        channel.lowThresholdBytes = open.lowThresholdBytes();
        channel.unconsumedBytes = open.unconsumedBytes();
        channel.messagesSent = open.stats().messagesSent();
        channel.bytesSent = open.stats().bytesSent();
        channel.messagesReceived = open.stats().messagesReceived();
        channel.bytesReceived = open.stats().bytesReceived();
        return channel;
    }

    /** For another process, while its queue is empty; null when it is not open. */
    @Nullable
    OpenChannel handOver() {
        if (id == null || state() != ChannelState.OPEN) {
            return null;
        }
        return new OpenChannel(
                id,
                parameters,
                openedByPeer,
                phase == ChannelPhase.CONFIRMED,
                priority,
                lowThresholdBytes,
                unconsumedBytes,
                stats());
    }

    // ---- queries

    public ChannelParameters parameters() {
        return parameters;
    }

    /** Whether the peer opened it in-band; false for a channel that was created here, negotiated ones included. */
    public boolean isOpenedByPeer() {
        return openedByPeer;
    }

    /** The stream id, the same in both directions; null until it is chosen. */
    public @Nullable StreamId id() {
        return id;
    }

    public ChannelState state() {
        return phase.state();
    }

    /** The weight of what is sent here, 0 to 65535. */
    public int priority() {
        return priority;
    }

    /** Bytes of payload that {@link #send} took and the network did not, as of the last output. */
    public long bufferedAmount() {
        return buffered.payloadBytes();
    }

    /** At or below this much {@link DataChannelsOutput.BufferedAmountLow} is told; 0 at first. */
    public long bufferedAmountLowThreshold() {
        return lowThresholdBytes;
    }

    /** Whether a sender that wants to be polite may send: the channel is open and its buffer below high water. */
    public boolean hasRoom() {
        return state() == ChannelState.OPEN
                && buffered.payloadBytes() < wire.limits().highWaterBytes();
    }

    /** Payload handed to the owner for which {@link #consumed} is still due. */
    public long unconsumedBytes() {
        return unconsumedBytes;
    }

    public ChannelStats stats() {
        return new ChannelStats(messagesSent, bytesSent, messagesReceived, bytesReceived);
    }

    // ---- commands

    /** Queues a message whose fate is told once it has been given to the network; see {@link #send(long, DataMessage, long, FateReport)}. */
    public void send(long nowNanos, DataMessage message, long token) {
        send(nowNanos, message, token, FateReport.WHEN_SENT);
    }

    /**
     * Queues a message.
     *
     * @param token names the message in its {@link DataChannelsOutput.MessageLeft}; unique among all channels of the core, or
     *     {@link OutgoingMessage#NO_TOKEN}
     * @param report when its fate is told
     * @throws DataChannelException when the channel is not open, the message too large or the queue full; nothing is queued then
     */
    public void send(long nowNanos, DataMessage message, long token, FateReport report) {
        StreamId stream = openStream();
        long bytes = message.payload().length();
        checkRoomFor(bytes);
        SendOptions delivery = deliveryForNow().withReport(report);
        SendResult result = wire.send(
                nowNanos, new OutgoingMessage(stream, message.ppid(), message.wirePayload(), delivery, token));
        if (result == SendResult.QUEUE_FULL) {
            throw new DataChannelException(
                    DataChannelError.SEND_QUEUE_FULL, "the send queue of the association is full");
        }
        if (bytes == 0) {
            buffered.overheadQueued(message.wirePayload().length());
        } else {
            buffered.payloadQueued(bytes);
        }
        messagesSent++;
        bytesSent += bytes;
    }

    /** Closes the channel after what is queued on it. Does nothing when it is closing or closed. */
    public void close(long nowNanos) {
        end(nowNanos, Event.CLOSE, new ClosedLocally());
    }

    /**
     * The owner is done with this many bytes of received payload; the peer may send as many more. Due for every message, also
     * after the channel is closed: the receive window belongs to all channels.
     */
    public void consumed(long nowNanos, long bytes) {
        if (bytes < 0 || bytes > unconsumedBytes) {
            throw new IllegalArgumentException(bytes + " bytes consumed of " + unconsumedBytes);
        }
        unconsumedBytes -= bytes;
        wire.consumed(nowNanos, bytes);
    }

    public void setBufferedAmountLowThreshold(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a threshold is not negative: " + bytes);
        }
        lowThresholdBytes = bytes;
    }

    /**
     * Changes the weight of what is sent here; the peer is not told. At first it is {@link ChannelParameters#priority()}.
     *
     * @param newPriority 0 to 65535
     */
    public void setPriority(long nowNanos, int newPriority) {
        if (newPriority < 0 || newPriority > StreamPriority.MAX) {
            throw new IllegalArgumentException("a priority is 0 to 65535, not " + newPriority);
        }
        priority = newPriority;
        if (state() == ChannelState.OPEN) {
            applyPriority(nowNanos);
        }
    }

    // ---- what happens to it

    ChannelPhase phase() {
        return phase;
    }

    void assignId(StreamId newId) {
        id = newId;
    }

    /** The association is up: an in-band channel sends its OPEN, a negotiated one is simply there. */
    void establish(long nowNanos) {
        applyPriority(nowNanos);
        if (parameters.isNegotiated()) {
            transition(nowNanos, Event.AGREED);
            return;
        }
        Bytes open = DataChannelOpen.of(parameters).encode();
        if (!wire.peerTakes(open.length())) {
            fail(nowNanos, ChannelCloseReason.Cause.OPEN_TOO_LARGE, "an OPEN of " + open.length() + " bytes");
            return;
        }
        sendDcep(nowNanos, open);
        transition(nowNanos, Event.OPEN_SENT);
    }

    /** The peer's OPEN was accepted. RFC 8832 §5.1: its priority is that of both directions. */
    void accept(long nowNanos) {
        applyPriority(nowNanos);
        sendDcep(nowNanos, DataChannelAck.INSTANCE.encode());
        wire.emit(new DataChannelsOutput.ChannelAnnounced(this));
        transition(nowNanos, Event.AGREED);
    }

    /** RFC 8832 §6: an ACK, or any message at all, shows that the peer knows the channel. */
    void confirm(long nowNanos) {
        transition(nowNanos, Event.CONFIRMED);
    }

    /** A message that is not DCEP, while the channel is open. */
    void receive(long nowNanos, AssociationOutput.MessageReceived received) {
        confirm(nowNanos);
        DataMessage message = DataMessage.received(received.ppid(), received.payload());
        if (message == null) {
            wire.dropUnknown(nowNanos, received);
        } else if (message.payload().length() > wire.limits().receivedMessageBytesMax()) {
            wire.drop(nowNanos, received);
            fail(
                    nowNanos,
                    ChannelCloseReason.Cause.MESSAGE_TOO_LARGE,
                    message.payload().length() + " bytes in one message, announced were "
                            + wire.limits().receivedMessageBytesMax());
        } else {
            deliver(nowNanos, message, received.payload().length());
        }
    }

    /** One of the two resets of RFC 8831 §6.7 has happened. */
    void closingProceeds(long nowNanos, Event event) {
        if (event == Event.PEER_RESET) {
            end(nowNanos, event, new ClosedByPeer());
        } else {
            transition(nowNanos, event);
        }
    }

    /** The association is over, and with it the channel. */
    void associationEnded(long nowNanos, CloseReason reason) {
        end(nowNanos, Event.GONE, new AssociationEnded(reason));
    }

    /** The peer has forgotten the channel, and its stream begins anew. */
    void associationRestarted(long nowNanos) {
        end(
                nowNanos,
                Event.GONE,
                new Failed(ChannelCloseReason.Cause.ASSOCIATION_RESTARTED, "the peer has restarted the association"));
    }

    /** Closes the channel because it cannot go on. */
    void fail(long nowNanos, ChannelCloseReason.Cause cause, String detail) {
        end(nowNanos, Event.CLOSE, new Failed(cause, detail));
    }

    /** The association sent something of what is queued on the stream. */
    void bufferedBytesChanged(long streamBytes) {
        if (state() == ChannelState.CLOSED) {
            return;
        }
        long before = buffered.payloadBytes();
        buffered.remaining(streamBytes);
        long after = buffered.payloadBytes();
        if (after < before) {
            wire.emit(new DataChannelsOutput.BufferedAmountFell(this, after));
            if (before > lowThresholdBytes && after <= lowThresholdBytes) {
                wire.emit(new DataChannelsOutput.BufferedAmountLow(this));
            }
        }
    }

    // ---- helpers

    private void applyPriority(long nowNanos) {
        if (id != null) {
            wire.prioritize(nowNanos, id, priority);
        }
    }

    private StreamId openStream() {
        if (state() != ChannelState.OPEN || id == null || !wire.isUsable()) {
            throw new DataChannelException(DataChannelError.NOT_OPEN, "the channel is " + state());
        }
        return id;
    }

    private void checkRoomFor(long bytes) {
        if (bytes > wire.messageBytesMax()) {
            throw new DataChannelException(
                    DataChannelError.MESSAGE_TOO_LARGE,
                    bytes + " bytes in one message, the limit is " + wire.messageBytesMax());
        }
        long waiting = buffered.payloadBytes();
        // An empty queue takes any message within the size limit, or the two limits together could make one unsendable.
        if (waiting > 0 && waiting + bytes > wire.limits().bufferedBytesMax()) {
            throw new DataChannelException(
                    DataChannelError.SEND_QUEUE_FULL, "the send queue is full: " + waiting + " bytes wait");
        }
    }

    /** RFC 8832 §6: until the peer has shown that it knows the channel, user data must not overtake the OPEN. */
    private SendOptions deliveryForNow() {
        return phase == ChannelPhase.UNCONFIRMED
                ? SendOptions.ordered().withReliability(parameters.delivery().reliability())
                : parameters.delivery();
    }

    private void sendDcep(long nowNanos, Bytes payload) {
        if (id == null) {
            throw new IllegalStateException("no id yet");
        }
        // RFC 8832 §6: DCEP is ordered and reliable whatever the channel is.
        wire.send(nowNanos, new OutgoingMessage(id, Ppid.DCEP, payload, SendOptions.ordered()));
        buffered.overheadQueued(payload.length());
    }

    private void deliver(long nowNanos, DataMessage message, long wireBytes) {
        long bytes = message.payload().length();
        unconsumedBytes += bytes;
        wire.consumed(nowNanos, wireBytes - bytes);
        messagesReceived++;
        bytesReceived += bytes;
        wire.emit(new DataChannelsOutput.MessageReceived(this, message));
    }

    /** The first cause stays: what the other end does in answer changes nothing. */
    private void end(long nowNanos, Event event, ChannelCloseReason reason) {
        if (closeReason == null) {
            closeReason = reason;
        }
        transition(nowNanos, event);
    }

    private void transition(long nowNanos, Event event) {
        ChannelState before = phase.state();
        phase = phase.after(event);
        if (phase.state() == before) {
            return;
        }
        switch (phase.state()) {
            case CONNECTING -> {}
            case OPEN -> {
                wire.counters().channelsOpened++;
                wire.emit(new DataChannelsOutput.ChannelOpened(this));
            }
            case CLOSING -> beginClosing(nowNanos);
            case CLOSED -> finishClosing(before);
        }
    }

    private void beginClosing(long nowNanos) {
        if (!(closeReason instanceof ClosedLocally)) {
            wire.emit(new DataChannelsOutput.ChannelClosing(this));
        }
        if (id != null) {
            wire.resetStream(nowNanos, id);
        }
    }

    private void finishClosing(ChannelState before) {
        if (before != ChannelState.CONNECTING) {
            wire.counters().channelsClosed++;
        }
        table.remove(this);
        ChannelCloseReason reason = closeReason == null ? new ClosedLocally() : closeReason;
        wire.emit(new DataChannelsOutput.ChannelClosed(this, reason));
    }

    @Override
    public String toString() {
        return "channel " + (id == null ? "without id" : id.value()) + " \"" + parameters.label() + "\" " + phase;
    }
}
