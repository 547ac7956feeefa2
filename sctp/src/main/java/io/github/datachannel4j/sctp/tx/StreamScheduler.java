package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.StreamScheduling;

/**
 * Decides the order of streams that have something to send (RFC 8260 §3) by giving each a rank. The lowest rank is next; of equal ranks
 * the one that was given first. {@link StreamTurns} keeps the order and says what a turn is.
 */
interface StreamScheduler {
    /** The rank of a stream that has something to send from now on. */
    long rankOnArrival(OutgoingStream stream);

    /** The rank of a stream that has just had its turn. It may have nothing more to send. */
    long rankAfterTurn(OutgoingStream stream, long bytes);

    /** Whether new data of different streams may share a packet. */
    default boolean sharesPackets() {
        return true;
    }

    static StreamScheduler of(StreamScheduling scheduling) {
        return switch (scheduling) {
            case FIRST_COME -> new FirstCome();
            case ROUND_ROBIN -> new RoundRobin();
            case ROUND_ROBIN_PER_PACKET -> new RoundRobinPerPacket();
            case STRICT_PRIORITY -> new StrictPriority();
            case FAIR_CAPACITY -> new FairQueueing(stream -> 1);
            case WEIGHTED_FAIR -> new FairQueueing(stream -> Math.max(1, stream.priority()));
        };
    }
}
