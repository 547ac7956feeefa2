package io.github.datachannel4j.sctp;

/**
 * A snapshot of an association's figures.
 *
 * @param state where it is in its life
 * @param cwndBytes congestion window; 0 before the association is established, as all figures of the path
 * @param ssthreshBytes slow start threshold
 * @param flightBytes DATA chunks sent and neither acknowledged nor taken for lost, headers included
 * @param peerRwndBytes what the peer last said it can take, less what is in flight
 * @param srttNanos smoothed round-trip time; 0 before the first measurement
 * @param rttvarNanos its variation
 * @param rtoNanos retransmission time-out
 * @param outstandingChunks DATA chunks not yet covered by the cumulative TSN
 * @param queuedBytes user data not yet sent the first time, all streams together
 * @param outgoingStreams streams with state in the sending direction
 * @param incomingStreams streams with state in the receiving direction
 * @param receiveWindowUsedBytes user data held: in reassembly, and delivered but not consumed
 * @param traffic what went over the wire
 */
public record AssociationMetrics(
        AssociationState state,
        long cwndBytes,
        long ssthreshBytes,
        long flightBytes,
        long peerRwndBytes,
        long srttNanos,
        long rttvarNanos,
        long rtoNanos,
        int outstandingChunks,
        long queuedBytes,
        int outgoingStreams,
        int incomingStreams,
        long receiveWindowUsedBytes,
        Traffic traffic) {

    /**
     * Counters since the association was made.
     *
     * @param packetsOut packets handed to the lower layer
     * @param bytesOut their bytes, SCTP headers included
     * @param packetsIn packets that came, bad ones included
     * @param bytesIn their bytes
     * @param packetsDropped packets that came and were not for us: damaged, wrong verification tag, malformed
     * @param dataChunksOut DATA chunks sent, retransmissions included
     * @param retransmissions DATA chunks sent again
     * @param fastRetransmissions those of them that missing reports caused
     * @param t3Expirations T3-rtx time-outs
     * @param dataChunksIn DATA chunks received, duplicates included
     * @param duplicatesIn DATA chunks that had been received before
     * @param messagesAbandoned messages of ours given up by their {@link Reliability}
     */
    public record Traffic(
            long packetsOut,
            long bytesOut,
            long packetsIn,
            long bytesIn,
            long packetsDropped,
            long dataChunksOut,
            long retransmissions,
            long fastRetransmissions,
            long t3Expirations,
            long dataChunksIn,
            long duplicatesIn,
            long messagesAbandoned) {}
}
