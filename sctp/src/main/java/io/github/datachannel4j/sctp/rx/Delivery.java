package io.github.datachannel4j.sctp.rx;

import io.github.datachannel4j.sctp.AssociationOutput.MessageReceived;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.core.Outputs;

/** The way out of a {@link Reassembly}, and the account of what is still in it. */
final class Delivery {
    private final Outputs outputs;
    private long heldBytes;
    private int heldChunks;
    private long deliveredBytes;

    Delivery(Outputs outputs) {
        this.outputs = outputs;
    }

    /** Payload that waits for the rest of its message, or for earlier messages. */
    long heldBytes() {
        return heldBytes;
    }

    int heldChunks() {
        return heldChunks;
    }

    void hold(int bytes) {
        heldBytes += bytes;
        heldChunks++;
    }

    /** What was held is delivered or given up. */
    void release(int bytes, int chunks) {
        heldBytes -= bytes;
        heldChunks -= chunks;
    }

    void deliver(StreamId stream, Ppid ppid, Bytes payload, MessageOrder order) {
        deliveredBytes += payload.length();
        outputs.add(new MessageReceived(stream, ppid, payload, order));
    }

    /** Payload delivered since the last call. */
    long takeDeliveredBytes() {
        long taken = deliveredBytes;
        deliveredBytes = 0;
        return taken;
    }
}
