package io.github.datachannel4j.peerconnection;

import java.util.function.BooleanSupplier;

/**
 * The W3C's "update the negotiation-needed flag": tells once that an offer should be made, when the state is stable and nothing else is
 * waiting to be done. On the loop.
 */
final class NegotiationNeeded {
    private final PeerStates states;
    private final PeerEvents events;
    private final BooleanSupplier isNeeded;
    private boolean told;
    private boolean checkPending;

    /** @param isNeeded the W3C's "check if negotiation is needed" */
    NegotiationNeeded(PeerStates states, PeerEvents events, BooleanSupplier isNeeded) {
        this.states = states;
        this.events = events;
        this.isNeeded = isNeeded;
    }

    /** Something has changed that may call for an offer. */
    void update() {
        checkPending = true;
    }

    /** An exchange is complete: what is still needed is told again. */
    void exchangeCompleted() {
        told = false;
        checkPending = true;
    }

    /** The commands, which are the operations chain, are done. */
    void commandsDone() {
        if (!checkPending || states.signaling() != SignalingState.STABLE) {
            return;
        }
        checkPending = false;
        if (!isNeeded.getAsBoolean()) {
            told = false;
        } else if (!told) {
            told = true;
            events.emit(new PeerConnectionEvent.NegotiationNeeded());
        }
    }
}
