package io.github.datachannel4j.peerconnection;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The public face of one peer: checks what can be checked at the call, hands the rest to the loop. Holds no logic of its own. */
final class RtcPeerConnection implements PeerConnection {
    private final Peer peer;
    private final PeerEvents events;
    private final PeerStates states;
    private final Runnable afterClose;
    private volatile PeerConnectionConfig config;
    private volatile boolean closeCalled;

    /** @param afterClose releases, on the caller's thread, what only this connection used */
    RtcPeerConnection(Peer peer, PeerConnectionConfig config, Runnable afterClose) {
        this.peer = peer;
        this.events = peer.events();
        this.states = peer.states();
        this.config = config;
        this.afterClose = afterClose;
    }

    // ---- negotiation

    @Override
    public CompletableFuture<SessionDescription> createOffer(OfferOptions options) {
        return peer.run(() -> peer.createOffer(options));
    }

    @Override
    public CompletableFuture<SessionDescription> createAnswer() {
        return peer.run(peer::createAnswer);
    }

    @Override
    public CompletableFuture<Void> setLocalDescription() {
        return runVoid(() -> peer.setLocal(null));
    }

    @Override
    public CompletableFuture<Void> setLocalDescription(SessionDescription description) {
        return runVoid(() -> peer.setLocal(description));
    }

    @Override
    public CompletableFuture<Void> setRemoteDescription(SessionDescription description) {
        return runVoid(() -> peer.setRemote(description));
    }

    @Override
    public CompletableFuture<Void> addIceCandidate(IceCandidateInit candidate) {
        if (!candidate.isEndOfCandidates() && candidate.sdpMid() == null && candidate.sdpMLineIndex() == null) {
            return CompletableFuture.failedFuture(WebRtcException.type("a candidate needs sdpMid or sdpMLineIndex"));
        }
        return runVoid(() -> peer.addCandidate(candidate));
    }

    @Override
    public void restartIce() {
        runUnlessClosed(peer::restartIce);
    }

    private CompletableFuture<Void> runVoid(Runnable operation) {
        return peer.run(() -> {
                    operation.run();
                    return Boolean.TRUE;
                })
                .thenAccept(done -> {});
    }

    private void runUnlessClosed(Runnable operation) {
        if (!isClosed()) {
            runVoid(operation);
        }
    }

    // ---- channels

    @Override
    public DataChannel createDataChannel(String label, DataChannelOptions options) {
        if (isClosed()) {
            throw WebRtcException.invalidState("the peer connection is closed");
        }
        RtcDataChannel channel = peer.channels().create(label, options);
        peer.execute(() -> peer.open(channel, options));
        return channel;
    }

    // ---- configuration and statistics

    @Override
    public CompletableFuture<StatsReport> getStats() {
        return peer.run(peer::stats);
    }

    @Override
    public PeerConnectionConfig configuration() {
        return config;
    }

    @Override
    public void setConfiguration(PeerConnectionConfig next) {
        if (isClosed()) {
            throw WebRtcException.invalidState("the peer connection is closed");
        }
        PeerConnectionConfig now = config;
        PeerConnectionConfig changeable =
                now.withIceServers(next.iceServers()).withIceTransportPolicy(next.iceTransportPolicy());
        if (!changeable.equals(next)) {
            throw new WebRtcException(
                    WebRtcErrorName.INVALID_MODIFICATION_ERROR,
                    "only iceServers and iceTransportPolicy can be changed once a connection is made");
        }
        config = next;
        runUnlessClosed(() -> peer.configure(next));
    }

    // ---- states

    @Override
    public SignalingState signalingState() {
        return closeCalled ? SignalingState.CLOSED : states.signaling();
    }

    @Override
    public IceGatheringState iceGatheringState() {
        return states.gathering();
    }

    @Override
    public IceConnectionState iceConnectionState() {
        return closeCalled ? IceConnectionState.CLOSED : states.ice();
    }

    @Override
    public PeerConnectionState connectionState() {
        return closeCalled ? PeerConnectionState.CLOSED : states.connection();
    }

    private boolean isClosed() {
        return signalingState() == SignalingState.CLOSED;
    }

    // ---- descriptions

    @Override
    public Optional<SessionDescription> localDescription() {
        return w3c(peer.descriptions().local());
    }

    @Override
    public Optional<SessionDescription> currentLocalDescription() {
        return w3c(peer.descriptions().currentLocal());
    }

    @Override
    public Optional<SessionDescription> pendingLocalDescription() {
        return w3c(peer.descriptions().pendingLocal());
    }

    @Override
    public Optional<SessionDescription> remoteDescription() {
        return w3c(peer.descriptions().remote());
    }

    @Override
    public Optional<SessionDescription> currentRemoteDescription() {
        return w3c(peer.descriptions().currentRemote());
    }

    @Override
    public Optional<SessionDescription> pendingRemoteDescription() {
        return w3c(peer.descriptions().pendingRemote());
    }

    @Override
    public Optional<Boolean> canTrickleIceCandidates() {
        return Optional.ofNullable(peer.descriptions().remote()).map(Description::canTrickle);
    }

    @Override
    public Optional<SctpTransport> sctp() {
        return peer.sctp();
    }

    private static Optional<SessionDescription> w3c(@Nullable Description description) {
        return Optional.ofNullable(description).map(Description::toW3c);
    }

    // ---- listeners

    @Override
    public Registration onNegotiationNeeded(Runnable listener) {
        return events.negotiationNeeded.add(event -> listener.run());
    }

    @Override
    public Registration onIceCandidate(Consumer<IceCandidateInit> listener) {
        return events.candidates.add(listener);
    }

    @Override
    public Registration onIceCandidateError(Consumer<PeerConnectionEvent.IceCandidateError> listener) {
        return events.candidateErrors.add(listener);
    }

    @Override
    public Registration onSignalingStateChange(Consumer<SignalingState> listener) {
        return events.signalingStates.add(listener);
    }

    @Override
    public Registration onIceGatheringStateChange(Consumer<IceGatheringState> listener) {
        return events.gatheringStates.add(listener);
    }

    @Override
    public Registration onIceConnectionStateChange(Consumer<IceConnectionState> listener) {
        return events.iceStates.add(listener);
    }

    @Override
    public Registration onConnectionStateChange(Consumer<PeerConnectionState> listener) {
        return events.connectionStates.add(listener);
    }

    @Override
    public Registration onDataChannel(Consumer<DataChannel> listener) {
        return events.channels.add(listener);
    }

    @Override
    public Registration onEvent(Consumer<PeerConnectionEvent> listener) {
        return events.all.add(listener);
    }

    @Override
    public CompletableFuture<SessionDescription> gatheringComplete() {
        CompletableFuture<SessionDescription> future = new CompletableFuture<>();
        peer.execute(() -> peer.futures().awaitGathering(future));
        return future;
    }

    @Override
    public CompletableFuture<Void> connected() {
        CompletableFuture<Void> future = new CompletableFuture<>();
        peer.execute(() -> peer.futures().awaitConnected(future));
        return future;
    }

    // ---- the end

    @Override
    public void close() {
        end();
        afterClose.run();
    }

    /** Closes it without waiting, and says when that is done. */
    CompletableFuture<Void> end() {
        closeCalled = true;
        peer.execute(() -> peer.close(new CloseReason.ConnectionClosedLocally()));
        return peer.ended();
    }

    @Override
    public CompletableFuture<Void> closeGracefully() {
        peer.execute(peer::closeGracefully);
        return peer.ended().thenRun(() -> closeCalled = true);
    }

    @Override
    public String toString() {
        return "PeerConnection[" + states.name() + ", " + connectionState() + "]";
    }
}
