package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.datachannel.Channel;
import io.github.datachannel4j.datachannel.ChannelCloseReason;
import io.github.datachannel4j.datachannel.ChannelParameters;
import io.github.datachannel4j.datachannel.DataChannelException;
import io.github.datachannel4j.datachannel.DataChannels;
import io.github.datachannel4j.datachannel.DataChannelsOutput;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All channels of one peer: makes them, finds the one that the core speaks of, and forgets them when they are closed. */
final class ChannelRegistry {
    private final ChannelHome home;
    private final DataChannels core;
    private final IdentityHashMap<Channel, RtcDataChannel> channels = new IdentityHashMap<>();

    /** So that createDataChannel can refuse an id at the call, whatever thread it comes from. */
    private final Set<Integer> idsInUse = ConcurrentHashMap.newKeySet();

    private @Nullable CloseReason connectionEnd; // null while the connection lives
    private boolean anyCreated;

    ChannelRegistry(ChannelHome home, DataChannels core) {
        this.home = home;
        this.core = core;
    }

    // ---- from any thread

    /** TypeError for what cannot be written, OperationError for an id that is taken. Call {@link #open} with it on the loop. */
    RtcDataChannel create(String label, DataChannelOptions options) {
        ChannelParameters parameters = ChannelMapping.toCore(label, options);
        OptionalInt id = options.negotiatedId();
        if (id.isPresent() && !idsInUse.add(id.getAsInt())) {
            throw WebRtcException.operation("id " + id.getAsInt() + " belongs to another channel");
        }
        // As the wire will have them: a lone surrogate does not survive UTF-8.
        return new RtcDataChannel(parameters.label(), ChannelMapping.toW3c(parameters), home);
    }

    // ---- on the loop

    /** Whether there has ever been a channel of ours, which is when a data section is wanted. */
    boolean anyCreated() {
        return anyCreated;
    }

    Collection<RtcDataChannel> all() {
        return List.copyOf(channels.values());
    }

    /** Gives a created channel to the core. */
    void open(RtcDataChannel channel, DataChannelOptions options) {
        anyCreated = true;
        try {
            Channel made = core.create(home.loop().nowNanos(), ChannelMapping.toCore(channel.label(), options));
            channels.put(made, channel);
            channel.port().attach(made);
            rememberId(channel);
        } catch (DataChannelException e) {
            options.negotiatedId().ifPresent(idsInUse::remove);
            CloseReason why = connectionEnd != null
                    ? connectionEnd
                    : new CloseReason.Failed(
                            RtcError.of(RtcErrorDetail.DATA_CHANNEL_FAILURE, WebRtcException.reasonOf(e)));
            channel.port().isClosed(why);
        }
    }

    /** The DTLS role is known, and so are the ids. */
    void idsKnown() {
        channels.values().forEach(channel -> {
            channel.port().publishId();
            rememberId(channel);
        });
    }

    /** The connection ends, and this is what its channels say of it. The first cause stays. */
    void connectionEnds(CloseReason reason) {
        if (connectionEnd == null) {
            connectionEnd = reason;
        }
    }

    @Nullable
    CloseReason connectionEnd() {
        return connectionEnd;
    }

    void output(DataChannelsOutput output) {
        switch (output) {
            case DataChannelsOutput.ChannelAnnounced announced -> announced(announced.channel());
            case DataChannelsOutput.ChannelOpened opened -> {
                RtcDataChannel channel = of(opened.channel());
                channel.port().isOpen();
                rememberId(channel);
            }
            case DataChannelsOutput.MessageReceived received ->
                of(received.channel()).port().received(received.message());
            case DataChannelsOutput.BufferedAmountFell fell ->
                of(fell.channel()).port().buffered(fell.bufferedAmount());
            case DataChannelsOutput.MessageLeft left -> home.fates().settle(left.token(), left.fate());
            case DataChannelsOutput.ChannelClosing closing ->
                of(closing.channel()).port().isClosing();
            case DataChannelsOutput.ChannelClosed closed -> closed(closed.channel(), closed.reason());
            // The outbox counts what is still on its way to the core, too, and so knows better when it is low.
            case DataChannelsOutput.BufferedAmountLow low -> {}
            // A connection sets no mark over all channels.
            case DataChannelsOutput.SendQueueHasRoom room -> {}
            // These are the connection's.
            case DataChannelsOutput.Transmit transmit -> {}
            case DataChannelsOutput.Established established -> {}
            // Each channel reports it as its error.
            case DataChannelsOutput.Restarted restarted -> {}
            case DataChannelsOutput.Ended ended -> {}
        }
    }

    private void announced(Channel announced) {
        ChannelParameters parameters = announced.parameters();
        RtcDataChannel channel = new RtcDataChannel(parameters.label(), ChannelMapping.toW3c(parameters), home);
        channels.put(announced, channel);
        channel.port().attach(announced);
        channel.port().announced();
        home.events().emit(new PeerConnectionEvent.ChannelAnnounced(channel));
    }

    private void closed(Channel closed, ChannelCloseReason reason) {
        RtcDataChannel channel = channels.remove(closed);
        if (channel != null) {
            channel.id().ifPresent(idsInUse::remove);
            channel.port().isClosed(ChannelMapping.toW3c(reason, connectionEnd));
        }
    }

    private RtcDataChannel of(Channel channel) {
        RtcDataChannel known = channels.get(channel);
        if (known == null) {
            throw new IllegalStateException("the core speaks of a channel that was never made: " + channel);
        }
        return known;
    }

    private void rememberId(RtcDataChannel channel) {
        channel.id().ifPresent(idsInUse::add);
    }
}
