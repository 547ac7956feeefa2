package io.github.datachannel4j.ice;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an agent can tell of itself; the names are those of the W3C's webrtc-stats.
 *
 * @param localCandidates each carries its address, type, priority and, if learned from a server, that server's URL
 * @param servers those that the newest gathering has asked
 * @param selectedPair the index in {@code pairs}, or null before one is selected
 */
public record IceStats(
        IceRole role,
        IceConnectionState connectionState,
        IceGatheringState gatheringState,
        String localUsernameFragment,
        List<IceCandidate> localCandidates,
        List<IceCandidate> remoteCandidates,
        List<Pair> pairs,
        List<Server> servers,
        @Nullable Integer selectedPair,
        int selectedPairChanges) {

    static IceStats of(
            Negotiation negotiation,
            IceConnectionState connectionState,
            IceGatheringState gatheringState,
            int selectedPairChanges) {
        IceSession session = negotiation.session;
        Gatherer gatherer = negotiation.gatherer;
        PairTable table = session.table();
        List<io.github.datachannel4j.ice.Pair> all = List.copyOf(table.pairs());
        io.github.datachannel4j.ice.Pair selected = session.selected();
        return new IceStats(
                session.role(),
                connectionState,
                gatheringState,
                session.local().usernameFragment(),
                table.locals().stream().map(LocalCandidate::candidate).toList(),
                List.copyOf(table.remotes().values()),
                all.stream().map(pair -> pair.stats(session.role())).toList(),
                gatherer == null ? List.of() : gatherer.serverStats(),
                selected == null ? null : all.indexOf(selected),
                selectedPairChanges);
    }

    /** Where the checks of a pair stand: the RTCStatsIceCandidatePairState of the W3C. */
    public enum PairState {
        FROZEN,
        WAITING,
        IN_PROGRESS,
        FAILED,
        SUCCEEDED
    }

    /**
     * One STUN or TURN server.
     *
     * @param url as it was configured
     * @param transport how a TURN server is reached; null for STUN servers, which are asked over UDP
     * @param requestsSent each counted once, however often it was sent again
     * @param roundTripNanos the shortest from a request that was sent once to its answer, or -1 if there was none
     */
    public record Server(
            String url,
            int port,
            @Nullable ServerTransport transport,
            long requestsSent,
            long responsesReceived,
            long roundTripNanos) {}

    /** How a TURN server is reached: the RTCIceServerTransportProtocol of the W3C. */
    public enum ServerTransport {
        UDP,
        TCP,
        TLS;

        /** The W3C's word. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One pair.
     *
     * @param packetsSent datagrams of data; the checks are counted by the requests and responses
     * @param currentRoundTripTimeNanos the newest measurement, or -1 before the first
     * @param totalRoundTripTimeNanos the sum over {@code responsesReceived}
     * @param lastPacketReceivedNanos on the scale of {@link System#nanoTime}, or 0 if there was none
     */
    public record Pair(
            IceCandidate local,
            IceCandidate remote,
            PairState state,
            boolean nominated,
            long priority,
            long packetsSent,
            long bytesSent,
            long packetsReceived,
            long bytesReceived,
            long requestsSent,
            long requestsReceived,
            long responsesSent,
            long responsesReceived,
            long consentRequestsSent,
            long currentRoundTripTimeNanos,
            long totalRoundTripTimeNanos,
            long lastPacketSentNanos,
            long lastPacketReceivedNanos) {}
}
