package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.sctp.AssociationMetrics;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One object of a {@link StatsReport}. Component names are the W3C's (webrtc-stats), times are milliseconds since 1970. */
public sealed interface Stats {
    /** The id, unique in the report and the same in later ones. */
    String id();

    /** When it was measured. */
    double timestamp();

    /** The W3C's RTCStatsType, such as {@code candidate-pair}. */
    String type();

    /** Counts of channels (W3C RTCPeerConnectionStats). */
    record OfPeerConnection(String id, double timestamp, long dataChannelsOpened, long dataChannelsClosed)
            implements Stats {
        @Override
        public String type() {
            return "peer-connection";
        }
    }

    /** ICE and DTLS (W3C RTCTransportStats). */
    record OfTransport(
            String id,
            double timestamp,
            long packetsSent,
            long packetsReceived,
            long bytesSent,
            long bytesReceived,
            String iceRole,
            String iceLocalUsernameFragment,
            IceConnectionState iceState,
            DtlsTransportState dtlsState,
            Optional<String> selectedCandidatePairId,
            Optional<String> localCertificateId,
            Optional<String> remoteCertificateId,
            Optional<String> tlsVersion,
            Optional<String> dtlsCipher,
            Optional<String> dtlsRole,
            long selectedCandidatePairChanges)
            implements Stats {
        @Override
        public String type() {
            return "transport";
        }
    }

    /** A pair of candidates (W3C RTCIceCandidatePairStats). Packets and bytes are those of data; round-trip times are in seconds. */
    record OfCandidatePair(
            String id,
            double timestamp,
            String transportId,
            String localCandidateId,
            String remoteCandidateId,
            String state,
            boolean nominated,
            long packetsSent,
            long packetsReceived,
            long bytesSent,
            long bytesReceived,
            OptionalDouble lastPacketSentTimestamp,
            OptionalDouble lastPacketReceivedTimestamp,
            OptionalDouble totalRoundTripTime,
            OptionalDouble currentRoundTripTime,
            long requestsSent,
            long requestsReceived,
            long responsesSent,
            long responsesReceived,
            long consentRequestsSent)
            implements Stats {
        @Override
        public String type() {
            return "candidate-pair";
        }
    }

    /** A candidate of this side (W3C RTCIceCandidateStats). */
    record OfLocalCandidate(
            String id,
            double timestamp,
            String transportId,
            String address,
            int port,
            String protocol,
            String candidateType,
            long priority,
            String foundation,
            Optional<String> url,
            Optional<String> relayProtocol,
            Optional<String> relatedAddress,
            OptionalInt relatedPort,
            Optional<String> usernameFragment,
            Optional<String> tcpType)
            implements Stats {
        @Override
        public String type() {
            return "local-candidate";
        }
    }

    /** A candidate of the peer (W3C RTCIceCandidateStats). */
    record OfRemoteCandidate(
            String id,
            double timestamp,
            String transportId,
            String address,
            int port,
            String protocol,
            String candidateType,
            long priority,
            String foundation,
            Optional<String> relatedAddress,
            OptionalInt relatedPort,
            Optional<String> usernameFragment,
            Optional<String> tcpType)
            implements Stats {
        @Override
        public String type() {
            return "remote-candidate";
        }
    }

    /**
     * A STUN or TURN server that the newest gathering has asked. The W3C once had it (RTCIceServerStats).
     *
     * @param relayProtocol {@code udp}, {@code tcp} or {@code tls} for TURN servers, empty for STUN servers
     * @param totalRequestsSent each request counted once, however often it was sent again
     * @param minRoundTripTime the shortest time from a request to its answer, in seconds; empty if there was no answer, or if each had
     *     needed more than one transmission, so that nobody knows which one it was to. It is not the W3C's, who had the sum
     */
    record OfIceServer(
            String id,
            double timestamp,
            String url,
            int port,
            Optional<String> relayProtocol,
            long totalRequestsSent,
            long totalResponsesReceived,
            OptionalDouble minRoundTripTime)
            implements Stats {
        @Override
        public String type() {
            return "ice-server";
        }
    }

    /** A certificate (W3C RTCCertificateStats). */
    record OfCertificate(
            String id, double timestamp, String fingerprint, String fingerprintAlgorithm, String base64Certificate)
            implements Stats {
        @Override
        public String type() {
            return "certificate";
        }
    }

    /** A data channel (W3C RTCDataChannelStats). */
    record OfDataChannel(
            String id,
            double timestamp,
            String label,
            String protocol,
            OptionalInt dataChannelIdentifier,
            DataChannelState state,
            long messagesSent,
            long bytesSent,
            long messagesReceived,
            long bytesReceived)
            implements Stats {
        @Override
        public String type() {
            return "data-channel";
        }
    }

    /**
     * The SCTP association: ours, the W3C has no such type.
     *
     * @param metrics everything that SCTP knows of itself, in its own words and units
     */
    record OfSctp(
            String id,
            double timestamp,
            String transportId,
            SctpTransportState state,
            long packetsSent,
            long packetsReceived,
            long retransmissions,
            long congestionWindow,
            long slowStartThreshold,
            long receiverWindow,
            long bytesInFlight,
            long bytesBuffered,
            double smoothedRoundTripTime,
            double retransmissionTimeout,
            AssociationMetrics metrics)
            implements Stats {
        @Override
        public String type() {
            return "sctp-transport";
        }
    }
}
