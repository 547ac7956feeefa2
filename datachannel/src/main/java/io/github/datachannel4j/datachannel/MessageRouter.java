package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.AssociationOutput.MessageReceived;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.StreamId;
import org.jspecify.annotations.Nullable;

/** Where an incoming message belongs: to establishment, to a channel, to one that is yet to come, or nowhere. */
final class MessageRouter {
    private final ChannelWire wire;
    private final ChannelTable table;
    private final StreamClosing closing;
    private final ChannelEstablishment establishment;
    private final EarlyMessages early = new EarlyMessages();

    MessageRouter(ChannelWire wire, ChannelTable table, StreamClosing closing, ChannelEstablishment establishment) {
        this.wire = wire;
        this.table = table;
        this.closing = closing;
        this.establishment = establishment;
    }

    void route(long nowNanos, MessageReceived message, Agreement agreement) {
        StreamId stream = message.stream();
        @Nullable Channel channel = table.channel(stream);
        boolean isDcep = message.ppid().equals(Ppid.DCEP);
        if (channel != null && channel.state() == ChannelState.OPEN && !isDcep) {
            channel.receive(nowNanos, message);
        } else if (closing.isNextChannels(stream)) {
            keep(nowNanos, message);
        } else if (isDcep) {
            dcep(nowNanos, message, agreement);
        } else if (table.isTaken(stream)) {
            wire.drop(nowNanos, message);
        } else if (MessageKind.of(message.ppid()) != null) {
            keep(nowNanos, message);
        } else {
            wire.dropUnknown(nowNanos, message);
        }
    }

    private void dcep(long nowNanos, MessageReceived message, Agreement agreement) {
        StreamId stream = message.stream();
        @Nullable Channel channel = table.channel(stream);
        boolean isClosing = channel == null ? table.isTaken(stream) : channel.state() == ChannelState.CLOSING;
        if (isClosing || !wire.isUsable()) {
            wire.drop(nowNanos, message);
            return;
        }
        establishment.receive(nowNanos, message, agreement);
        replay(nowNanos, stream, agreement);
    }

    /** The stream may have a channel now, or be free for one: what came early is looked at again. */
    void replay(long nowNanos, StreamId stream, Agreement agreement) {
        if (!closing.isNextChannels(stream)) {
            for (MessageReceived message : early.take(stream)) {
                route(nowNanos, message, agreement);
            }
        }
    }

    /** The peer has closed the channel that these messages were waiting for. */
    void forget(long nowNanos, StreamId stream) {
        for (MessageReceived message : early.take(stream)) {
            wire.drop(nowNanos, message);
        }
    }

    /** The association has begun anew: what waits belongs to channels that nobody knows any more. */
    void forgetAll(long nowNanos) {
        for (MessageReceived message : early.takeAll()) {
            wire.drop(nowNanos, message);
        }
    }

    /** Whether something waits for a channel that is yet to come. */
    boolean hasEarlyMessages() {
        return !early.isEmpty();
    }

    private void keep(long nowNanos, MessageReceived message) {
        if (!early.keep(message)) {
            wire.drop(nowNanos, message);
        }
    }
}
