package io.github.datachannel4j.peerconnection;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A connection to one peer (W3C RTCPeerConnection, as far as it is about data).
 *
 * <p>Every method may be called from every thread, and from listeners. Futures take the place of promises and fail with {@link WebRtcException};
 * misuse that is known at once throws it at the call. Listeners are called one after the other on the peer's event loop, or on the executor of the
 * configuration; they must not block the loop.
 */
public interface PeerConnection extends AutoCloseable {
    /** A connection with a UDP port of its own. Servers share one: {@link PeerConnectionFactory}. */
    static PeerConnection create(PeerConnectionConfig config) {
        return PeerConnectionFactory.createSingle(config);
    }

    /** A connection with the default configuration. */
    static PeerConnection create() {
        return create(PeerConnectionConfig.defaults());
    }

    /** An offer that fits the present state. */
    default CompletableFuture<SessionDescription> createOffer() {
        return createOffer(OfferOptions.defaults());
    }

    /** An offer that fits the present state. */
    CompletableFuture<SessionDescription> createOffer(OfferOptions options);

    /** An answer to the remote offer that is set. */
    CompletableFuture<SessionDescription> createAnswer();

    /** Sets the offer or answer that fits the present state, made on the spot. */
    CompletableFuture<Void> setLocalDescription();

    /** Sets a description that {@link #createOffer()} or {@link #createAnswer()} made, or takes the last offer back. */
    CompletableFuture<Void> setLocalDescription(SessionDescription description);

    /** Sets what the peer sent. An offer that meets a local offer takes the local one back (perfect negotiation). */
    CompletableFuture<Void> setRemoteDescription(SessionDescription description);

    /** Adds a candidate of the peer, or the end of its candidates. */
    CompletableFuture<Void> addIceCandidate(IceCandidateInit candidate);

    /** The peer has no more candidates. */
    default CompletableFuture<Void> addEndOfCandidates() {
        return addIceCandidate(IceCandidateInit.endOfCandidates());
    }

    /** Asks for new ICE credentials in the next offer. */
    void restartIce();

    /** Creates an ordered, reliable channel. */
    default DataChannel createDataChannel(String label) {
        return createDataChannel(label, DataChannelOptions.defaults());
    }

    /** Creates a channel; it opens once the connection is up. */
    DataChannel createDataChannel(String label, DataChannelOptions options);

    /** What there is to know, at one moment. */
    CompletableFuture<StatsReport> getStats();

    /** The configuration in force. */
    PeerConnectionConfig configuration();

    /** Changes the ICE servers and policy for the next gathering. InvalidModificationError for what cannot be changed any more. */
    void setConfiguration(PeerConnectionConfig config);

    /** Where the exchange of offer and answer stands. */
    SignalingState signalingState();

    /** How far gathering is. */
    IceGatheringState iceGatheringState();

    /** The state of ICE. */
    IceConnectionState iceConnectionState();

    /** The state of the whole connection. */
    PeerConnectionState connectionState();

    /** The pending local description, else the current one, with the candidates gathered so far. */
    Optional<SessionDescription> localDescription();

    /** The local description of the last completed exchange. */
    Optional<SessionDescription> currentLocalDescription();

    /** The local description of the exchange that is under way. */
    Optional<SessionDescription> pendingLocalDescription();

    /** The pending remote description, else the current one, with the candidates added so far. */
    Optional<SessionDescription> remoteDescription();

    /** The remote description of the last completed exchange. */
    Optional<SessionDescription> currentRemoteDescription();

    /** The remote description of the exchange that is under way. */
    Optional<SessionDescription> pendingRemoteDescription();

    /** Whether the peer takes candidates later; empty until its description is set. */
    Optional<Boolean> canTrickleIceCandidates();

    /** The SCTP transport; empty until a data section has been negotiated. */
    Optional<SctpTransport> sctp();

    /** Called when an offer should be made. */
    Registration onNegotiationNeeded(Runnable listener);

    /** Called for each local candidate, and with an empty one at the end of a generation. */
    Registration onIceCandidate(Consumer<IceCandidateInit> listener);

    /** Called when a STUN or TURN server did not help. */
    Registration onIceCandidateError(Consumer<PeerConnectionEvent.IceCandidateError> listener);

    /** Called when the signaling state has changed. */
    Registration onSignalingStateChange(Consumer<SignalingState> listener);

    /** Called when the gathering state has changed. */
    Registration onIceGatheringStateChange(Consumer<IceGatheringState> listener);

    /** Called when the state of ICE has changed. */
    Registration onIceConnectionStateChange(Consumer<IceConnectionState> listener);

    /** Called when the state of the whole connection has changed. */
    Registration onConnectionStateChange(Consumer<PeerConnectionState> listener);

    /** Called for each channel that the peer opens. */
    Registration onDataChannel(Consumer<DataChannel> listener);

    /** The wildcard: called for every event of the connection and of its channels, in order. */
    Registration onEvent(Consumer<PeerConnectionEvent> listener);

    /** Completes when all local candidates are in {@link #localDescription()}: for signaling that cannot trickle. */
    CompletableFuture<SessionDescription> gatheringComplete();

    /** Completes when the connection is up; fails with NetworkError when it fails or is closed before. */
    CompletableFuture<Void> connected();

    /** Ends the connection at once and tells the peer (SCTP ABORT, DTLS close_notify). Doing it twice does no harm. */
    @Override
    void close();

    /** Lets what is queued arrive (SCTP SHUTDOWN), then closes. Completes when closed. */
    CompletableFuture<Void> closeGracefully();
}
