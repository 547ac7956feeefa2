package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MalformedHandoverException;
import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** The real core as one end; remembers its outputs and consumes what it receives at once, unless told not to. */
final class CoreEnd implements TestEnd {
    /** May call back into the core, as a driver's listeners do. */
    @FunctionalInterface
    interface Listener {
        void saw(long nowNanos, DataChannelsOutput output);
    }

    private final DataChannelLimits limits;
    private final AssociationOptions options;
    DataChannels channels;
    final StreamIdParity parity;
    final List<DataChannelsOutput> outputs = new ArrayList<>();
    Listener listener = (nowNanos, output) -> {};
    boolean consumes = true;
    private Association association;

    CoreEnd(StreamIdParity parity) {
        this(
                parity,
                DataChannelLimits.defaults(),
                AssociationOptions.defaults(),
                parity == StreamIdParity.EVEN ? 1 : 2);
    }

    CoreEnd(StreamIdParity parity, DataChannelLimits limits, AssociationOptions options, long seed) {
        this.parity = parity;
        this.limits = limits;
        this.options = options;
        channels = new DataChannels(limits);
        association = new Association(options, new SplittableRandom(seed));
    }

    /** Goes on in another process. Channels are other objects from now on. */
    void move(long nowNanos) {
        Bytes left = channels.handOver(nowNanos).encode();
        channels = new DataChannels(limits);
        association = new Association(options, new SplittableRandom(left.hashCode()));
        try {
            channels.takeOver(nowNanos, association, DataChannelsHandover.decode(left));
        } catch (MalformedHandoverException e) {
            throw new AssertionError(e);
        }
    }

    /** DTLS is connected. */
    void start(long nowNanos) {
        channels.roleKnown(nowNanos, parity);
        channels.start(nowNanos, association);
    }

    /** DTLS is connected, and signaling has carried the INITs. */
    void start(long nowNanos, Bytes ownInit, Bytes peerInit) {
        channels.roleKnown(nowNanos, parity);
        channels.start(nowNanos, association, ownInit, peerInit);
    }

    <T extends DataChannelsOutput> List<T> outputs(Class<T> type) {
        return outputs.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The texts that came on a channel, in order. */
    List<String> texts(Channel channel) {
        return outputs(DataChannelsOutput.MessageReceived.class).stream()
                .filter(received -> received.channel() == channel)
                .map(received -> received.message().payload().toUtf8())
                .toList();
    }

    /** The living channel with an id. */
    Channel channel(int id) {
        return channels.channels().stream()
                .filter(channel -> new StreamId(id).equals(channel.id()))
                .findFirst()
                .orElseThrow();
    }

    boolean hasChannel(int id) {
        return channels.channels().stream().anyMatch(channel -> new StreamId(id).equals(channel.id()));
    }

    ChannelCloseReason closeReason(Channel channel) {
        return outputs(DataChannelsOutput.ChannelClosed.class).stream()
                .filter(closed -> closed.channel() == channel)
                .map(DataChannelsOutput.ChannelClosed::reason)
                .findFirst()
                .orElseThrow();
    }

    Association association() {
        return association;
    }

    @Override
    public void receive(long nowNanos, Bytes packet) {
        channels.receive(nowNanos, packet);
    }

    @Override
    public void advanceTo(long nowNanos) {
        channels.advanceTo(nowNanos);
    }

    @Override
    public void drain(long nowNanos, Consumer<Bytes> transmit) {
        for (DataChannelsOutput output = channels.poll(); output != null; output = channels.poll()) {
            if (output instanceof DataChannelsOutput.Transmit packet) {
                transmit.accept(packet.packet());
                continue;
            }
            outputs.add(output);
            if (consumes && output instanceof DataChannelsOutput.MessageReceived received) {
                received.channel()
                        .consumed(nowNanos, received.message().payload().length());
            }
            listener.saw(nowNanos, output);
        }
    }

    @Override
    public long nextTimeout() {
        return channels.nextTimeout();
    }
}
