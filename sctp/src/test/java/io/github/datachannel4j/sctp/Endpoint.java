package io.github.datachannel4j.sctp;

import io.github.datachannel4j.sctp.AssociationOutput.Closed;
import io.github.datachannel4j.sctp.AssociationOutput.MessageReceived;
import io.github.datachannel4j.sctp.AssociationOutput.Transmit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One association of a {@link Ladder}, and everything it has told its owner. */
final class Endpoint {
    final String name;
    private final AssociationOptions options;
    Association association;
    final List<AssociationOutput> events = new ArrayList<>();
    /** Whether received bytes are consumed as they come. */
    boolean consumes = true;

    Endpoint(String name, AssociationOptions options, long seed) {
        this.name = name;
        this.options = options;
        this.association = new Association(options, new Random(seed));
    }

    /** Fetches all outputs; packets are returned, the rest is remembered. */
    List<Bytes> drain(long now) {
        List<Bytes> packets = new ArrayList<>();
        AssociationOutput output;
        while ((output = association.poll()) != null) {
            if (output instanceof Transmit transmit) {
                packets.add(transmit.packet().copy());
                continue;
            }
            events.add(output);
            if (consumes && output instanceof MessageReceived message) {
                association.consumed(now, message.payload().length());
            }
        }
        return packets;
    }

    /** Goes on in another process. */
    void move(long now) {
        takeOver(now, handOver(now));
    }

    /** Leaves the association; returns what the other process gets. */
    Bytes handOver(long now) {
        return association.handOver(now).encode();
    }

    /** Another process, with a clock of its own, takes up what was left. */
    void takeOver(long now, Bytes left) {
        association = new Association(options, new Random(left.hashCode()));
        try {
            association.takeOver(now, AssociationHandover.decode(left));
        } catch (MalformedHandoverException e) {
            throw new AssertionError(e);
        }
    }

    AssociationState state() {
        return association.state();
    }

    List<MessageReceived> messages() {
        return events(MessageReceived.class);
    }

    /** Received payloads as text, in the order of arrival. */
    List<String> texts() {
        return messages().stream().map(message -> message.payload().toUtf8()).toList();
    }

    <T extends AssociationOutput> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    CloseReason closeReason() {
        return events(Closed.class).getFirst().reason();
    }
}
