package io.github.datachannel4j.benchmarks.transfer;

import io.github.datachannel4j.sctp.AssociationMetrics;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationOutput.MessageReceived;
import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Bulk from one host to another through a {@link Bottleneck}, and, if wanted, a ping on a stream of its own beside it. */
final class Flow {
    private static final int FIRST_PORT = 5000;
    private static final StreamId BULK_STREAM = new StreamId(0);
    private static final StreamId PING_STREAM = new StreamId(2);
    private static final int PING_BYTES = 64;

    private final Bottleneck bottleneck;
    private final Host sender;
    private final Host receiver;
    private final List<Long> pingNanos = new ArrayList<>();
    private long deliveredBytes;

    /**
     * Connects; nothing is sent before the handshake is over.
     *
     * @param index makes the flows of one bottleneck different
     * @param messageBytes of each message of the bulk
     */
    Flow(Bottleneck bottleneck, AssociationOptions options, int index, int messageBytes) {
        this.bottleneck = bottleneck;
        int port = FIRST_PORT + index;
        AssociationOptions own = options.withPorts(port, port);
        sender = new Host(bottleneck, bottleneck.network().aToZ(), own, 2L * index + 1);
        receiver = new Host(bottleneck, bottleneck.network().zToA(), own, 2L * index + 2);
        bottleneck.attach(port, sender, receiver);
        sender.onEstablished(() -> sender.sendWithoutEnd(message(BULK_STREAM, Bytes.wrap(new byte[messageBytes]))));
        sender.onMessage(this::pong);
        receiver.onMessage(this::arrived);
        sender.connect();
    }

    /** Sends a ping every so often from now on. */
    void pingEvery(long nanos) {
        Bytes sentAt = Bytes.wrap(new byte[PING_BYTES]);
        ByteBuffer.wrap(sentAt.array()).putLong(bottleneck.time().nowNanos());
        sender.send(message(PING_STREAM, sentAt));
        bottleneck.time().scheduleIn(nanos, () -> pingEvery(nanos));
    }

    private static OutgoingMessage message(StreamId stream, Bytes payload) {
        return new OutgoingMessage(stream, Ppid.BINARY, payload, SendOptions.ordered());
    }

    private void arrived(MessageReceived message) {
        if (message.stream().equals(PING_STREAM)) {
            receiver.send(message(PING_STREAM, Bytes.wrap(message.payload().toArray())));
        } else {
            deliveredBytes += message.payload().length();
        }
    }

    private void pong(MessageReceived message) {
        pingNanos.add(bottleneck.time().nowNanos()
                - ByteBuffer.wrap(message.payload().toArray()).getLong());
    }

    /** Runs until the handshake is over, which loss may delay by seconds that are not the transfer's. */
    void awaitEstablished() {
        while (sender.association().state() != AssociationState.ESTABLISHED
                && bottleneck.time().runNext()) {}
    }

    /** User data that has reached the reader. */
    long deliveredBytes() {
        return deliveredBytes;
    }

    /** Round trips of the pings that have come back since the last call. */
    List<Long> takePingNanos() {
        List<Long> taken = List.copyOf(pingNanos);
        pingNanos.clear();
        return taken;
    }

    AssociationMetrics senderMetrics() {
        return sender.association().metrics();
    }
}
