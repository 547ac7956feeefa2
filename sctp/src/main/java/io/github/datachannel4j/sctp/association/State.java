package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.core.BackoffTimer;

/**
 * Where an association is in its life (RFC 9260 §4). A state holds the timers that run in it; leaving the state ends them.
 *
 * <pre>
 *   New --connect--> CookieWait --INIT ACK--> CookieEchoed --COOKIE ACK--> Established
 *    \________________________COOKIE ECHO____________________________________^
 *   Established --shutdown--> ShutdownPending --all acknowledged--> ShutdownSent --SHUTDOWN ACK--> Closed
 *        \--SHUTDOWN--> ShutdownReceived --all acknowledged--> ShutdownAckSent --SHUTDOWN COMPLETE--> Closed
 *   any --ABORT, give up--> Closed
 * </pre>
 *
 * <p>Procedures take a state and return the next; only the association itself assigns it.
 */
public sealed interface State {
    AssociationState name();

    /** A state in which both ends know each other's tags. */
    sealed interface WithPeer extends State {
        TransmissionControlBlock tcb();
    }

    /** Nothing has been sent. A peer's INIT is answered without memory of it. */
    record New() implements State {
        @Override
        public AssociationState name() {
            return AssociationState.NEW;
        }
    }

    /**
     * INIT was sent.
     *
     * @param t1Init repeats it
     * @param sentAtNanos when it left the first time
     * @param legacy what an earlier attempt of the handshake has sent
     */
    record CookieWait(BackoffTimer t1Init, long sentAtNanos, TransmissionControlBlock.Legacy legacy) implements State {
        @Override
        public AssociationState name() {
            return AssociationState.COOKIE_WAIT;
        }
    }

    /** COOKIE ECHO was sent. */
    record CookieEchoed(TransmissionControlBlock tcb, Bytes cookie, BackoffTimer t1Cookie) implements WithPeer {
        @Override
        public AssociationState name() {
            return AssociationState.COOKIE_ECHOED;
        }
    }

    record Established(TransmissionControlBlock tcb) implements WithPeer {
        @Override
        public AssociationState name() {
            return AssociationState.ESTABLISHED;
        }
    }

    /** No new messages; what is queued is still sent. */
    record ShutdownPending(TransmissionControlBlock tcb) implements WithPeer {
        @Override
        public AssociationState name() {
            return AssociationState.SHUTDOWN_PENDING;
        }
    }

    /** SHUTDOWN was sent; the peer may still send. */
    record ShutdownSent(TransmissionControlBlock tcb, ShutdownTimers timers) implements WithPeer {
        @Override
        public AssociationState name() {
            return AssociationState.SHUTDOWN_SENT;
        }
    }

    /** The peer has nothing more to send; what is queued here is still sent. */
    record ShutdownReceived(TransmissionControlBlock tcb) implements WithPeer {
        @Override
        public AssociationState name() {
            return AssociationState.SHUTDOWN_RECEIVED;
        }
    }

    /** SHUTDOWN ACK was sent. */
    record ShutdownAckSent(TransmissionControlBlock tcb, ShutdownTimers timers) implements WithPeer {
        @Override
        public AssociationState name() {
            return AssociationState.SHUTDOWN_ACK_SENT;
        }
    }

    /** Over. */
    record Closed(CloseReason reason) implements State {
        @Override
        public AssociationState name() {
            return AssociationState.CLOSED;
        }
    }
}
