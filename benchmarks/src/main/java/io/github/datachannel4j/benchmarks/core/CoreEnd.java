package io.github.datachannel4j.benchmarks.core;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.AssociationOutput.MessageReceived;
import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.OutgoingMessage;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One association with a driver that does as little as a driver can: it drains after every packet, and has read at once what comes. */
final class CoreEnd {
    /** Always more than a packet holds, so that the association never waits for its application. */
    private static final long BUFFERED_BYTES_MIN = 32 << 10;

    private static final long BUFFERED_BYTES_MAX = 64 << 10;

    private final Association association;
    private final MemoryLink out;
    private @Nullable OutgoingMessage bulk; // null while there is nothing to send
    private long receivedPackets;
    private long receivedPayloadBytes;
    private long toConsumeBytes;

    CoreEnd(AssociationOptions options, long seed, MemoryLink out) {
        this.association = new Association(options, new SplittableRandom(seed));
        this.out = out;
    }

    void connect() {
        association.connect(0);
        drain(0);
    }

    boolean isEstablished() {
        return association.state() == AssociationState.ESTABLISHED;
    }

    /** From now on this message is queued again and again, the same object, so that the application adds no garbage. */
    void sendWithoutEnd(OutgoingMessage message) {
        bulk = message;
    }

    /** Lets time pass and takes all that has arrived. */
    void turn(long nowNanos, MemoryLink in) {
        if (nowNanos >= association.nextTimeout()) {
            association.advanceTo(nowNanos);
        }
        drain(nowNanos);
        Bytes packet;
        while ((packet = in.poll(nowNanos)) != null) {
            receivedPackets++;
            association.receive(nowNanos, packet);
            drain(nowNanos);
        }
    }

    private void drain(long nowNanos) {
        refill(nowNanos);
        AssociationOutput output;
        while ((output = association.poll()) != null) {
            if (output instanceof AssociationOutput.Transmit transmit) {
                out.send(nowNanos, transmit.packet());
                refill(nowNanos);
            } else if (output instanceof MessageReceived message) {
                toConsumeBytes += message.payload().length();
            } else if (output instanceof AssociationOutput.Closed closed) {
                throw new IllegalStateException("closed: " + closed.reason());
            }
        }
        if (toConsumeBytes > 0) {
            association.consumed(nowNanos, toConsumeBytes);
            receivedPayloadBytes += toConsumeBytes;
            toConsumeBytes = 0;
        }
    }

    private void refill(long nowNanos) {
        OutgoingMessage message = bulk;
        if (message == null || association.bufferedBytes() >= BUFFERED_BYTES_MIN) {
            return;
        }
        while (association.bufferedBytes() < BUFFERED_BYTES_MAX) {
            association.send(nowNanos, message);
        }
    }

    long receivedPackets() {
        return receivedPackets;
    }

    long receivedPayloadBytes() {
        return receivedPayloadBytes;
    }
}
