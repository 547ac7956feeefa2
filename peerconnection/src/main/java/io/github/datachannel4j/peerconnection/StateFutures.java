package io.github.datachannel4j.peerconnection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The futures that wait for a state: looked at after each round of commands, failed when the connection ends. On the loop. */
final class StateFutures {
    private final PeerLoop loop;
    private final PeerStates states;
    private final Descriptions descriptions;
    private final List<CompletableFuture<SessionDescription>> gathering = new ArrayList<>();
    private final List<CompletableFuture<Void>> connecting = new ArrayList<>();

    StateFutures(PeerLoop loop, PeerStates states, Descriptions descriptions) {
        this.loop = loop;
        this.states = states;
        this.descriptions = descriptions;
    }

    void awaitGathering(CompletableFuture<SessionDescription> future) {
        gathering.add(future);
        check();
    }

    void awaitConnected(CompletableFuture<Void> future) {
        connecting.add(future);
        check();
    }

    void check() {
        if (gathering.isEmpty() && connecting.isEmpty()) {
            return;
        }
        PeerConnectionState state = states.connection();
        if (state == PeerConnectionState.CONNECTED) {
            take(connecting).forEach(future -> loop.callback(() -> future.complete(null)));
        } else if (state == PeerConnectionState.FAILED || state == PeerConnectionState.CLOSED) {
            fail(connecting, WebRtcException.network("the connection is " + state));
        }
        Description local = descriptions.now().local();
        if (state == PeerConnectionState.CLOSED) {
            fail(gathering, WebRtcException.invalidState("the connection is closed"));
        } else if (local != null
                && (states.gathering() == IceGatheringState.COMPLETE
                        || local.dataSection().isEmpty())) {
            SessionDescription complete = local.toW3c();
            take(gathering).forEach(future -> loop.callback(() -> future.complete(complete)));
        }
    }

    private void fail(List<? extends CompletableFuture<?>> futures, WebRtcException reason) {
        List.copyOf(futures).forEach(future -> loop.callback(() -> future.completeExceptionally(reason)));
        futures.clear();
    }

    private static <T> List<CompletableFuture<T>> take(List<CompletableFuture<T>> futures) {
        List<CompletableFuture<T>> taken = List.copyOf(futures);
        futures.clear();
        return taken;
    }
}
