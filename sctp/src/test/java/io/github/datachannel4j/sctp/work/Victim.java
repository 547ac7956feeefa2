package io.github.datachannel4j.sctp.work;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MessageInterleaving;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.StreamOptions;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.MalformedPacketException;
import io.github.datachannel4j.sctp.packet.Packet;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.ZeroChecksum;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** An association that was set up with an honest peer, whose place a flood then takes. Its owner reads everything. */
final class Victim {
    private static final int PACKET_BYTES_MAX = 10_000;

    final Association association;
    /** The first TSN of the peer. */
    Tsn first = new Tsn(0);
    /** The first TSN of the victim. */
    Tsn firstOfVictim = new Tsn(0);

    private long now;
    private int tag;

    Victim(MessageInterleaving interleaving) {
        AssociationOptions options = AssociationOptions.defaults()
                .withStreamOptions(StreamOptions.defaults().withInterleaving(interleaving));
        association = new Association(options, new SplittableRandom(1));
        Association friend = new Association(options, new SplittableRandom(2));
        friend.connect(now);
        while (friend.state() != AssociationState.ESTABLISHED) {
            packetsOf(friend).forEach(packet -> {
                learn(packet);
                association.receive(now, packet);
            });
            packetsOf(association).forEach(packet -> {
                learnOfVictim(packet);
                friend.receive(now, packet);
            });
        }
    }

    private void learn(Bytes bytes) {
        if (parse(bytes).chunks().getFirst() instanceof InitChunk init) {
            first = init.initialTsn();
        }
    }

    private void learnOfVictim(Bytes bytes) {
        Packet packet = parse(bytes);
        if (packet.chunks().getFirst() instanceof InitAckChunk initAck) {
            tag = initAck.handshake().initiateTag();
            firstOfVictim = initAck.handshake().initialTsn();
        }
    }

    private static Packet parse(Bytes bytes) {
        try {
            return Packet.parse(bytes, ZeroChecksum.ACCEPTED);
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }

    private List<Bytes> packetsOf(Association end) {
        List<Bytes> packets = new ArrayList<>();
        AssociationOutput output;
        while ((output = end.poll()) != null) {
            switch (output) {
                case AssociationOutput.Transmit transmit ->
                    packets.add(transmit.packet().copy());
                case AssociationOutput.MessageReceived message ->
                    end.consumed(now, message.payload().length());
                default -> {}
            }
        }
        return packets;
    }

    /** A packet in the peer's name, and what the victim does about it. */
    void receive(Chunk... chunks) {
        receiveUnder(tag, chunks);
    }

    void receiveUnder(int anyTag, Chunk... chunks) {
        PacketWriter packet = new PacketWriter(new CommonHeader(5000, 5000, anyTag), PACKET_BYTES_MAX);
        for (Chunk chunk : chunks) {
            packet.add(chunk);
        }
        association.receive(now, packet.finish());
        packetsOf(association);
    }

    /** The victim's owner sends so many messages, of a packet each. */
    void letSend(int messages) {
        for (int i = 0; i < messages; i++) {
            association.send(
                    now,
                    new OutgoingMessage(
                            new StreamId(0), Ppid.BINARY, Bytes.wrap(new byte[1000]), SendOptions.unordered(), 0));
        }
        packetsOf(association);
    }

    /** How many chunks of its have a TSN: the first is never acknowledged. */
    int sent() {
        return association.metrics().send().outstandingChunks();
    }

    /** Time passes, and its timers expire. */
    void pass(long nanos) {
        now += nanos;
        association.advanceTo(now);
        packetsOf(association);
    }
}
