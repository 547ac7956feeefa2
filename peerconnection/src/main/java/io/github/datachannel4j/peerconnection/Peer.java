package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.datachannel.DataChannelsOutput;
import io.github.datachannel4j.dtls.DtlsFailure;
import io.github.datachannel4j.dtls.DtlsState;
import io.github.datachannel4j.ice.IceCandidate;
import io.github.datachannel4j.ice.IceCandidateError;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One peer: puts its parts together, hears of its transports, and decides how it ends. {@link RtcPeerConnection} is its face; everything
 * here but the constructor and {@link #run} happens on the loop.
 */
final class Peer implements TransportStack.Upward {
    private final TransportStack transports;
    private final PeerLoop loop;
    private final PeerEvents events;
    private final PeerStates states;
    private final Descriptions descriptions = new Descriptions();
    private final ChannelRegistry channels;
    private final OfferAnswer offerAnswer;
    private final NegotiationNeeded negotiationNeeded;
    private final CandidateExchange candidates;
    private final DescriptionApplier applier;
    private final StateFutures futures;
    private final StatsCollector stats;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable SctpTransport sctp; // null until a data section is negotiated
    private volatile long maxMessageSize;
    private OptionalInt maxChannels = OptionalInt.empty();
    private boolean closing;

    Peer(String name, TransportStack transports, TransportParts parts) {
        this.transports = transports;
        this.loop = transports.loop();
        this.events = new PeerEvents(loop, parts.config().listenerExecutor());
        this.states = new PeerStates(events, name);
        SendFates fates = new SendFates(loop);
        ChannelHome home = new ChannelHome(
                loop, events, fates, parts.config().limits(), () -> maxMessageSize, new AtomicInteger());
        this.channels = new ChannelRegistry(home, transports.channels());
        this.offerAnswer = new OfferAnswer(descriptions, transports, channels, parts);
        this.negotiationNeeded = new NegotiationNeeded(states, events, this::isNegotiationNeeded);
        this.candidates = new CandidateExchange(descriptions, transports.ice(), events);
        this.applier = new DescriptionApplier(
                states,
                new DescriptionApplier.Negotiation(descriptions, offerAnswer, negotiationNeeded),
                transports,
                channels,
                candidates);
        this.futures = new StateFutures(loop, states, descriptions);
        this.stats = new StatsCollector(transports, channels, states);
        transports.attach(this, fault -> failed("a fault of this library: " + fault));
    }

    PeerEvents events() {
        return events;
    }

    PeerStates states() {
        return states;
    }

    Descriptions.Snapshot descriptions() {
        return descriptions.now();
    }

    ChannelRegistry channels() {
        return channels;
    }

    Optional<SctpTransport> sctp() {
        return Optional.ofNullable(sctp);
    }

    /** Completes after the last event, when everything is released. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Runs an operation in its turn; its outcome arrives with the callbacks. From any thread. */
    <T> CompletableFuture<T> run(Supplier<T> operation) {
        CompletableFuture<T> future = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                if (closing) {
                    throw WebRtcException.invalidState("the peer connection is closed");
                }
                T result = operation.get();
                loop.callback(() -> future.complete(result));
            } catch (WebRtcException e) {
                loop.callback(() -> future.completeExceptionally(e));
            } catch (RuntimeException | Error fault) {
                loop.callback(() -> future.completeExceptionally(fault));
                throw fault;
            }
        });
        return future;
    }

    /** Runs a command, closed or not. From any thread. */
    void execute(Runnable command) {
        loop.execute(command);
    }

    // ---- operations, on the loop

    SessionDescription createOffer(OfferOptions options) {
        SignalingState state = states.signaling();
        if (state != SignalingState.STABLE && state != SignalingState.HAVE_LOCAL_OFFER) {
            throw WebRtcException.invalidState("createOffer is not possible in the signaling state " + state);
        }
        return offerAnswer.createOffer(options).toW3c();
    }

    SessionDescription createAnswer() {
        SignalingState state = states.signaling();
        Description offer = descriptions.now().pendingRemote();
        if (offer == null
                || (state != SignalingState.HAVE_REMOTE_OFFER && state != SignalingState.HAVE_LOCAL_PRANSWER)) {
            throw WebRtcException.invalidState("createAnswer is not possible in the signaling state " + state);
        }
        return offerAnswer.createAnswer(offer).toW3c();
    }

    void setLocal(@Nullable SessionDescription description) {
        applier.setLocal(description);
        publishSctp();
    }

    void setRemote(SessionDescription description) {
        applier.setRemote(description);
        publishSctp();
    }

    void addCandidate(IceCandidateInit candidate) {
        candidates.addRemote(candidate);
    }

    void restartIce() {
        offerAnswer.requestRestart();
        negotiationNeeded.update();
    }

    void open(RtcDataChannel channel, DataChannelOptions options) {
        boolean first = !channels.anyCreated();
        channels.open(channel, options);
        if (first) {
            negotiationNeeded.update();
        }
    }

    void configure(PeerConnectionConfig config) {
        transports.configure(config);
    }

    StatsReport stats() {
        return stats.collect();
    }

    StateFutures futures() {
        return futures;
    }

    private boolean isNegotiationNeeded() {
        return !transports.isClosed()
                && (offerAnswer.isRestartRequested() || (channels.anyCreated() && transports.negotiated() == null));
    }

    // ---- the end

    /** Ends it now and tells the peer. */
    void close(CloseReason why) {
        channels.connectionEnds(why);
        end();
    }

    /** Ends it once everything queued has arrived. */
    void closeGracefully() {
        if (closing) {
            return;
        }
        channels.connectionEnds(new CloseReason.ConnectionClosedLocally());
        transports.channels().shutdown(loop.nowNanos());
    }

    private void end() {
        if (closing) {
            return;
        }
        closing = true;
        transports.close("the peer connection is closed");
        sctpIs(SctpTransportState.CLOSED);
        states.closed();
        futures.check();
        loop.detach();
        // After everything that is to be heard: whoever waits for this may take the loop away.
        events.callListener(() -> loop.execute(() -> loop.callback(() -> ended.complete(null))));
    }

    private void failed(String message) {
        RtcError error = RtcError.of(RtcErrorDetail.SCTP_FAILURE, message);
        channels.connectionEnds(new CloseReason.Failed(error));
        transports.close(message);
        states.sctpFailed();
    }

    // ---- from the transports

    @Override
    public void localCandidate(IceCandidate candidate) {
        candidates.gathered(candidate);
    }

    @Override
    public void candidateError(IceCandidateError error) {
        events.emit(NetworkMapping.toEvent(error));
    }

    @Override
    public void gatheringState(io.github.datachannel4j.ice.IceGatheringState state) {
        switch (state) {
            // A restart that is prepared and not yet described; to the W3C gathering has not begun anew.
            case NEW -> {}
            case GATHERING -> states.gathering(IceGatheringState.GATHERING);
            case COMPLETE -> gatheringComplete();
        }
    }

    /** First the end of this generation, then the state, then the end of all: the W3C's order. */
    private void gatheringComplete() {
        candidates.gatheringEnded();
        if (states.gathering() != IceGatheringState.COMPLETE) {
            states.gathering(IceGatheringState.COMPLETE);
            events.emit(new PeerConnectionEvent.IceCandidate(null));
        }
    }

    @Override
    public void iceState(io.github.datachannel4j.ice.IceConnectionState state) {
        if (!closing) {
            states.ice(IceConnectionState.valueOf(state.name()));
        }
    }

    /** Only comes if the application has asked for it. */
    @Override
    public void networkChanged() {
        loop.execute(() -> {
            if (!closing && !transports.isClosed()) {
                restartIce();
            }
        });
    }

    @Override
    public void dtlsState(DtlsState state, @Nullable DtlsFailure failure) {
        if (closing || transports.isClosed()) {
            return;
        }
        switch (state) {
            case NEW, CONNECTING, CONNECTED -> states.dtls(DtlsTransportState.valueOf(state.name()));
            case CLOSED -> close(new CloseReason.ConnectionClosedByPeer());
            case FAILED -> dtlsFailed(failure);
        }
    }

    private void dtlsFailed(@Nullable DtlsFailure failure) {
        boolean mismatch = failure != null && failure.kind() == DtlsFailure.Kind.FINGERPRINT_MISMATCH;
        RtcError error = RtcError.of(
                mismatch ? RtcErrorDetail.FINGERPRINT_FAILURE : RtcErrorDetail.DTLS_FAILURE,
                failure == null ? "DTLS failed" : failure.reason());
        channels.connectionEnds(new CloseReason.Failed(error));
        transports.close(error.message());
        sctpIs(SctpTransportState.CLOSED);
        states.dtls(DtlsTransportState.FAILED);
    }

    @Override
    public void channelsOutput(DataChannelsOutput output) {
        if (output instanceof DataChannelsOutput.Established established) {
            maxChannels = OptionalInt.of(established.maxChannels());
            sctpIs(SctpTransportState.CONNECTED);
        }
        channels.output(output);
        if (output instanceof DataChannelsOutput.Ended over) {
            associationEnded(over);
        }
    }

    private void associationEnded(DataChannelsOutput.Ended over) {
        sctpIs(SctpTransportState.CLOSED);
        if (closing || transports.isClosed()) {
            return;
        }
        CloseReason known = channels.connectionEnd();
        CloseReason why = known != null ? known : ChannelMapping.toW3c(over.reason());
        if (why instanceof CloseReason.Failed) {
            channels.connectionEnds(why);
            transports.closeBelow();
            states.sctpFailed();
        } else {
            close(why);
        }
    }

    @Override
    public void commandsDone() {
        negotiationNeeded.commandsDone();
        futures.check();
    }

    private void publishSctp() {
        if (transports.negotiated() != null && !transports.isClosed()) {
            maxMessageSize = transports.channels().maxMessageSize();
            sctpIs(maxChannels.isPresent() ? SctpTransportState.CONNECTED : SctpTransportState.CONNECTING);
        }
    }

    private void sctpIs(SctpTransportState state) {
        if (transports.negotiated() != null) {
            sctp = new SctpTransport(state, maxMessageSize, maxChannels);
        }
    }
}
