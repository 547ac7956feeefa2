package io.github.datachannel4j.sctp.tx;

import java.util.function.ToIntFunction;

/**
 * Shares the bytes by weight (RFC 8260 §3.5 and §3.6), as start-time fair queueing: a rank is the virtual time at which a turn begins. A
 * turn moves its stream on by its bytes over its weight. Who comes with something to send begins at the time of the turn that is under way,
 * so it neither waits behind the backlog of others nor is paid for its silence.
 */
final class FairQueueing implements StreamScheduler {
    /** Keeps the shares of heavy streams from being rounded away; a byte at the largest weight is still 16 units. */
    private static final long UNITS_PER_BYTE = 1 << 20;

    private final ToIntFunction<OutgoingStream> weight;
    private long virtualTime;

    FairQueueing(ToIntFunction<OutgoingStream> weight) {
        this.weight = weight;
    }

    @Override
    public long rankOnArrival(OutgoingStream stream) {
        return Math.max(stream.rank(), virtualTime);
    }

    @Override
    public long rankAfterTurn(OutgoingStream stream, long bytes) {
        virtualTime = Math.max(virtualTime, stream.rank());
        return stream.rank() + bytes * UNITS_PER_BYTE / weight.applyAsInt(stream);
    }
}
