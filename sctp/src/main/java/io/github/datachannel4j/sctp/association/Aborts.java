package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.CloseReason.Failure;
import io.github.datachannel4j.sctp.core.AbortException;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.ErrorCause;
import io.github.datachannel4j.sctp.packet.ProtocolViolationCause;
import io.github.datachannel4j.sctp.packet.TagOwner;
import io.github.datachannel4j.sctp.packet.UserInitiatedAbortCause;
import java.util.List;

/** Ends an association at once, from either side (RFC 9260 §9.1). */
public final class Aborts {
    /** A reason is for a person who reads a log, and has to fit into one packet. */
    private static final int REASON_BYTES_MAX = 256;

    private final Environment environment;

    public Aborts(Environment environment) {
        this.environment = environment;
    }

    /** Tells the peer if there is one. */
    public State abort(long nowNanos, State state, ErrorCause cause, CloseReason reason) {
        if (state instanceof State.WithPeer withPeer) {
            environment
                    .packets()
                    .sendAlone(nowNanos, withPeer.tcb().peerTag(), new AbortChunk(TagOwner.RECEIVER, List.of(cause)));
        }
        return new State.Closed(reason);
    }

    /** A bug of ours. The exception ends here, so what is needed to find it goes with the reason. */
    private State internalError(long nowNanos, State state, Exception bug) {
        StackTraceElement[] stack = bug.getStackTrace();
        String detail = stack.length == 0 ? bug.toString() : bug + " at " + stack[0];
        return abort(
                nowNanos,
                state,
                ProtocolViolationCause.of("internal error"),
                new CloseReason.Failed(Failure.INTERNAL_ERROR, detail));
    }

    /** RFC 9260 §8.1: the end, when a limit on time-outs is set and reached. */
    public State giveUpOnSilentPeer(long nowNanos, State.WithPeer state) {
        if (!state.tcb().path().errors().isExhausted()) {
            return state;
        }
        String detail = "the peer has stopped answering";
        return abort(
                nowNanos,
                state,
                ProtocolViolationCause.of(detail),
                new CloseReason.Failed(Failure.TOO_MANY_RETRANSMISSIONS, detail));
    }

    public static ErrorCause userInitiated(String reason) {
        Bytes text = Bytes.utf8(reason);
        return new UserInitiatedAbortCause(text.slice(0, Math.min(text.length(), REASON_BYTES_MAX)));
    }

    public State receiveAbort(State state, AbortChunk abort) {
        // The peer has missed nothing: it has acknowledged all our data and forgotten us after our SHUTDOWN ACK. An old
        // packet of ours that reached it late made it answer so (RFC 9260 §8.4 rule 8).
        if (state instanceof State.ShutdownAckSent && abort.verificationTag() == TagOwner.REFLECTED) {
            return new State.Closed(new CloseReason.ShutdownComplete());
        }
        if (abort.causes().isEmpty()) {
            return new State.Closed(new CloseReason.AbortedByPeer(0, ""));
        }
        ErrorCause cause = abort.causes().getFirst();
        return new State.Closed(new CloseReason.AbortedByPeer(cause.type(), PeerErrors.textOf(cause)));
    }

    /** What the peer did, or a bug of ours, ends the association. The owner, who cannot help it, only learns the reason. */
    public State fail(long nowNanos, State state, Exception failure) {
        if (failure instanceof AbortException abort) {
            CloseReason reason = new CloseReason.Failed(abort.failure(), abort.detail());
            return abort(nowNanos, state, abort.errorCause(), reason);
        }
        return internalError(nowNanos, state, failure);
    }
}
