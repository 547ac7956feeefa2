package io.github.datachannel4j.benchmarks.core;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CongestionOptions;
import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import io.github.datachannel4j.sctp.MessageInterleaving;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.StreamOptions;

/**
 * A bulk transfer between two associations in one thread and virtual time, over links that lose nothing. Everything is as WebRTC has it:
 * default options, so I-DATA, no checksums, path MTU discovery, delayed SACKs.
 */
final class CoreTransfer {
    /** 1 Gbit/s. */
    private static final double NANOS_PER_BYTE = 8;

    /** Some four milliseconds there and back: four hundred packets are on their way. */
    private static final long DELAY_NANOS = 2_000_000;

    /** How often each end gets a turn: so that asking for its CPU time, a system call, is shared by some forty packets. */
    private static final long TURN_NANOS = 500_000;

    private static final int HANDSHAKE_TURNS_MAX = 1_000;

    private final MemoryLink forward = new MemoryLink(NANOS_PER_BYTE, DELAY_NANOS);
    private final MemoryLink back = new MemoryLink(NANOS_PER_BYTE, DELAY_NANOS);
    private final CoreEnd sender;
    private final CoreEnd receiver;
    private long nowNanos;

    /** What the time of an end is added to; see {@link #run}. */
    interface Meter {
        /** Counts nothing. */
        Meter NONE = new Meter() {
            @Override
            public void senderDone() {}

            @Override
            public void receiverDone() {}
        };

        /** The sender had its turn. */
        void senderDone();

        /** The receiver had its turn. */
        void receiverDone();
    }

    /** Connects, and begins to send. */
    CoreTransfer(Algorithm algorithm, Workload workload, MessageInterleaving interleaving) {
        AssociationOptions options = AssociationOptions.defaults()
                .withCongestion(CongestionOptions.defaults().withAlgorithm(algorithm))
                .withStreamOptions(StreamOptions.defaults().withInterleaving(interleaving));
        sender = new CoreEnd(options, 1, forward);
        receiver = new CoreEnd(options, 2, back);
        sender.connect();
        for (int turns = 0; !sender.isEstablished(); turns++) {
            if (turns == HANDSHAKE_TURNS_MAX) {
                throw new IllegalStateException("no handshake");
            }
            turn(Meter.NONE);
        }
        sender.sendWithoutEnd(new OutgoingMessage(
                new StreamId(0), Ppid.BINARY, Bytes.wrap(new byte[workload.messageBytes()]), SendOptions.ordered()));
    }

    /** Goes on until so many more packets with data have arrived, or a few more. Returns how many it were. */
    long run(long dataPackets, Meter meter) {
        long before = receiver.receivedPackets();
        while (receiver.receivedPackets() - before < dataPackets) {
            turn(meter);
        }
        return receiver.receivedPackets() - before;
    }

    private void turn(Meter meter) {
        nowNanos += TURN_NANOS;
        sender.turn(nowNanos, back);
        meter.senderDone();
        receiver.turn(nowNanos, forward);
        meter.receiverDone();
    }

    CoreEnd receiver() {
        return receiver;
    }
}
