package io.github.datachannel4j.peerconnection;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings the events of one peer and its channels to the listeners, in order: at the end of the turn, or on the user's executor. */
final class PeerEvents {
    private final PeerLoop loop;
    private final @Nullable Executor executor; // null for the loop itself

    final ListenerList<PeerConnectionEvent> all = new ListenerList<>();
    final ListenerList<PeerConnectionEvent.NegotiationNeeded> negotiationNeeded = new ListenerList<>();
    final ListenerList<IceCandidateInit> candidates = new ListenerList<>();
    final ListenerList<PeerConnectionEvent.IceCandidateError> candidateErrors = new ListenerList<>();
    final ListenerList<SignalingState> signalingStates = new ListenerList<>();
    final ListenerList<IceGatheringState> gatheringStates = new ListenerList<>();
    final ListenerList<IceConnectionState> iceStates = new ListenerList<>();
    final ListenerList<PeerConnectionState> connectionStates = new ListenerList<>();
    final ListenerList<DataChannel> channels = new ListenerList<>();

    PeerEvents(PeerLoop loop, Optional<Executor> executor) {
        this.loop = loop;
        this.executor = executor.<Executor>map(SerialExecutor::new).orElse(null);
    }

    /** Runs something for the user where listeners run. On the loop. */
    void callListener(Runnable call) {
        if (executor == null) {
            loop.callback(call);
        } else {
            executor.execute(call);
        }
    }

    /** An event of the connection. On the loop. */
    void emit(PeerConnectionEvent.OfConnection event) {
        callListener(() -> {
            dispatch(event);
            all.fire(event);
        });
    }

    /** An event of a channel, which has listeners of its own. On the loop. */
    void emit(DataChannelEvent event, Consumer<DataChannelEvent> listeners) {
        callListener(() -> {
            listeners.accept(event);
            all.fire(event);
        });
    }

    private void dispatch(PeerConnectionEvent.OfConnection event) {
        switch (event) {
            case PeerConnectionEvent.NegotiationNeeded needed -> negotiationNeeded.fire(needed);
            case PeerConnectionEvent.IceCandidate gathered -> {
                if (gathered.candidate() != null) {
                    candidates.fire(gathered.candidate());
                }
            }
            case PeerConnectionEvent.IceCandidateError error -> candidateErrors.fire(error);
            case PeerConnectionEvent.SignalingStateChange change -> signalingStates.fire(change.state());
            case PeerConnectionEvent.IceGatheringStateChange change -> gatheringStates.fire(change.state());
            case PeerConnectionEvent.IceConnectionStateChange change -> iceStates.fire(change.state());
            case PeerConnectionEvent.ConnectionStateChange change -> connectionStates.fire(change.state());
            case PeerConnectionEvent.ChannelAnnounced announced -> channels.fire(announced.channel());
        }
    }
}
