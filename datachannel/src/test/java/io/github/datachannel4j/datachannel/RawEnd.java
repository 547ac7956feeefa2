package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A bare association as a peer that says whatever a test wants, DCEP or not. */
final class RawEnd implements TestEnd {
    final Association association;
    final List<AssociationOutput> outputs = new ArrayList<>();

    RawEnd() {
        this(AssociationOptions.defaults());
    }

    RawEnd(AssociationOptions options) {
        association = new Association(options, new SplittableRandom(99));
    }

    void send(long nowNanos, int stream, long ppid, Bytes payload, SendOptions options) {
        association.send(nowNanos, new OutgoingMessage(new StreamId(stream), Ppid.of(ppid), payload, options));
    }

    void send(long nowNanos, int stream, long ppid, String hex) {
        send(nowNanos, stream, ppid, Bytes.wrap(HexFormat.of().parseHex(hex)), SendOptions.ordered());
    }

    void open(long nowNanos, int stream, ChannelParameters parameters) {
        send(nowNanos, stream, 50, DataChannelOpen.of(parameters).encode(), SendOptions.ordered());
    }

    void reset(long nowNanos, int stream) {
        association.resetStreams(nowNanos, List.of(new StreamId(stream)));
    }

    /** What came on a stream, in order. */
    List<AssociationOutput.MessageReceived> messages(int stream) {
        return outputs.stream()
                .filter(AssociationOutput.MessageReceived.class::isInstance)
                .map(AssociationOutput.MessageReceived.class::cast)
                .filter(message -> message.stream().value() == stream)
                .toList();
    }

    boolean sawResetOf(int stream) {
        return outputs.stream()
                .anyMatch(output -> output instanceof AssociationOutput.IncomingStreamsReset reset
                        && reset.streams().contains(new StreamId(stream)));
    }

    @Override
    public void receive(long nowNanos, Bytes packet) {
        association.receive(nowNanos, packet);
    }

    @Override
    public void advanceTo(long nowNanos) {
        association.advanceTo(nowNanos);
    }

    @Override
    public void drain(long nowNanos, Consumer<Bytes> transmit) {
        for (AssociationOutput output = association.poll(); output != null; output = association.poll()) {
            if (output instanceof AssociationOutput.Transmit packet) {
                transmit.accept(packet.packet());
                continue;
            }
            outputs.add(output);
            if (output instanceof AssociationOutput.MessageReceived message) {
                association.consumed(nowNanos, message.payload().length());
            }
        }
    }

    @Override
    public long nextTimeout() {
        return association.nextTimeout();
    }
}
