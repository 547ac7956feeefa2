package io.github.datachannel4j.sctp;

/**
 * A snapshot of an association's figures. Before there is a peer, everything about it is 0 or false.
 *
 * @param state where it is in its life
 * @param features what both ends can do
 * @param path what is known of the way to the peer
 * @param congestion how much the network is thought to carry
 * @param send what waits or is on its way to the peer
 * @param receive what came and is not consumed
 * @param loss what was sent again, and why
 * @param traffic what went over the wire
 */
public record AssociationMetrics(
        AssociationState state,
        Features features,
        Path path,
        Congestion congestion,
        Send send,
        Receive receive,
        Loss loss,
        Traffic traffic) {

    /**
     * Optional parts of SCTP that both ends have, so that they are in use.
     *
     * @param partialReliability messages that were sent can be given up (RFC 3758), by the chunk that goes with the framing (RFC 8260 §2.3.1)
     * @param streamReset streams can be reset (RFC 6525)
     * @param interleaving user data travels in I-DATA chunks (RFC 8260)
     * @param zeroChecksumOut our packets carry no checksum, since the peer relies on DTLS (RFC 9653)
     * @param zeroChecksumIn the peer was told that its packets need none
     * @param signaledInit signaling has carried both INITs, so that the association began without a handshake (draft-hancke-tsvwg-snap)
     */
    public record Features(
            boolean partialReliability,
            boolean streamReset,
            boolean interleaving,
            boolean zeroChecksumOut,
            boolean zeroChecksumIn,
            boolean signaledInit) {}

    /**
     * The way to the peer.
     *
     * @param srttNanos smoothed round-trip time; 0 before the first measurement
     * @param rttvarNanos its variation
     * @param minRttNanos the shortest round trip measured; 0 before the first
     * @param rtoNanos retransmission time-out
     * @param packetBytesMax largest packet that is sent, SCTP's common header included
     * @param pathMtuBytes the same with DTLS, UDP and IP as {@link PathMtuOptions#lowerLayerBytes()} has them
     * @param mtuProbesSent probes of path MTU discovery
     * @param mtuProbesLost those of them that were not answered
     * @param blackHoles how often the path had shrunk
     * @param changes how often the owner has told of another path
     */
    public record Path(
            long srttNanos,
            long rttvarNanos,
            long minRttNanos,
            long rtoNanos,
            int packetBytesMax,
            int pathMtuBytes,
            long mtuProbesSent,
            long mtuProbesLost,
            long blackHoles,
            long changes) {}

    /**
     * Congestion control.
     *
     * @param cwndBytes congestion window
     * @param ssthreshBytes slow start threshold
     * @param flightBytes DATA chunks sent and neither acknowledged nor taken for lost, headers included
     */
    public record Congestion(long cwndBytes, long ssthreshBytes, long flightBytes) {}

    /**
     * The sending half.
     *
     * @param peerRwndBytes what the peer last said it can take, less what is in flight
     * @param outstandingChunks DATA chunks not yet covered by the cumulative TSN
     * @param queuedBytes user data not yet sent the first time, all streams together
     * @param streams streams with state
     * @param abandoned messages given up by their {@link Reliability}
     */
    public record Send(
            long peerRwndBytes, int outstandingChunks, long queuedBytes, int streams, AbandonedMessages abandoned) {
        /** Messages given up, whatever the policy. */
        public long messagesAbandoned() {
            return abandoned.all().total();
        }
    }

    /**
     * The receiving half.
     *
     * @param windowBytes what we would tell the peer now that we can take
     * @param heldBytes user data held: in reassembly, and delivered but not consumed
     * @param streams streams with state
     */
    public record Receive(long windowBytes, long heldBytes, int streams) {}

    /**
     * What was taken for lost and sent again, counted since the association was made.
     *
     * @param lostChunks DATA chunks that RACK has taken for lost (RFC 8985)
     * @param retransmissions DATA chunks sent again, for whatever cause
     * @param fastRetransmissions those of them that RACK caused
     * @param probeRetransmissions those that were tail-loss probes
     * @param timeoutRetransmissions those after T3-rtx
     * @param spuriousRetransmissions those that the peer had got before, as it reports
     * @param probes tail-loss probes, those with new data included
     * @param t3Expirations T3-rtx time-outs
     * @param spuriousRecoveries losses that were none, so that the congestion window was given back
     * @param reorderings DATA chunks that arrived after later ones without having been sent again
     */
    public record Loss(
            long lostChunks,
            long retransmissions,
            long fastRetransmissions,
            long probeRetransmissions,
            long timeoutRetransmissions,
            long spuriousRetransmissions,
            long probes,
            long t3Expirations,
            long spuriousRecoveries,
            long reorderings) {}

    /**
     * Counters of the wire since the association was made.
     *
     * @param packetsOut packets handed to the lower layer
     * @param bytesOut their bytes, SCTP headers included
     * @param packetsIn packets that came, bad ones included
     * @param bytesIn their bytes
     * @param packetsDropped packets that came and were not for us: damaged, wrong verification tag, malformed
     * @param dataChunksOut DATA chunks sent, retransmissions included
     * @param dataChunksIn DATA chunks received, duplicates included
     * @param duplicatesIn DATA chunks that had been received before
     */
    public record Traffic(
            long packetsOut,
            long bytesOut,
            long packetsIn,
            long bytesIn,
            long packetsDropped,
            long dataChunksOut,
            long dataChunksIn,
            long duplicatesIn) {}
}
