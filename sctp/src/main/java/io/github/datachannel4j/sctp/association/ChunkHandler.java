package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.core.AbortException;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatAckChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.InvalidStreamIdentifierCause;
import io.github.datachannel4j.sctp.packet.Packet;
import io.github.datachannel4j.sctp.packet.ProtocolViolationCause;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.ReconfigurationParameter;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.ShutdownAckChunk;
import io.github.datachannel4j.sctp.packet.ShutdownChunk;
import io.github.datachannel4j.sctp.packet.ShutdownCompleteChunk;
import io.github.datachannel4j.sctp.packet.UnknownChunk;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import io.github.datachannel4j.sctp.rx.DataReceiver;
import java.util.List;

/** Hands each chunk of an accepted packet to the procedure that it belongs to, and returns the state that results. */
public final class ChunkHandler {
    private final Establishment establishment;
    private final Shutdown shutdown;
    private final Aborts aborts;
    private final PeerErrors peerErrors;
    private final ErrorReports errorReports = new ErrorReports();

    public ChunkHandler(Establishment establishment, Shutdown shutdown, Aborts aborts, PeerErrors peerErrors) {
        this.peerErrors = peerErrors;
        this.establishment = establishment;
        this.shutdown = shutdown;
        this.aborts = aborts;
    }

    /** Where one packet is being read: each chunk sees the state that the one before it has led to. */
    public interface StateHolder {
        State state();

        void become(State next);
    }

    public void receive(long nowNanos, Packet packet, StateHolder holder) throws AbortException {
        boolean hasData = false;
        // By index, as everywhere on the way of a data packet: an iterator would be garbage.
        for (int i = 0; i < packet.chunks().size(); i++) {
            Chunk chunk = packet.chunks().get(i);
            if (chunk instanceof AbortChunk abort) {
                // RFC 9260 §9.1: nothing else of such a packet may be answered, so nothing else is looked at.
                holder.become(aborts.receiveAbort(holder.state(), abort));
                return;
            }
            hasData |= chunk instanceof UserDataChunk;
        }
        boolean isRefused = !receiveChunks(nowNanos, packet, holder);
        if (isRefused) {
            return;
        }
        if (holder.state() instanceof State.WithPeer withPeer) {
            withPeer.tcb().heartbeat().heard(nowNanos);
            withPeer.tcb().receiver().endOfPacket(nowNanos);
            withPeer.tcb().streamReset().answers().endOfPacket(nowNanos);
        }
        if (hasData) {
            holder.become(shutdown.answerData(nowNanos, holder.state()));
        }
    }

    /** False when the rest of the packet is refused. */
    private boolean receiveChunks(long nowNanos, Packet packet, StateHolder holder) throws AbortException {
        int tag = packet.verificationTag();
        for (int i = 0; i < packet.chunks().size(); i++) {
            Chunk chunk = packet.chunks().get(i);
            if (isMisplaced(chunk, packet)) {
                continue;
            }
            if (chunk instanceof UnknownChunk unknown) {
                reportUnknown(nowNanos, unknown, holder);
                if (unknown.action().stops()) {
                    return true;
                }
                continue;
            }
            if (chunk instanceof CookieEchoChunk echo) {
                CookieVerdict verdict = establishment.receiveCookieEcho(nowNanos, holder.state(), tag, echo);
                holder.become(verdict.state());
                if (!verdict.isTaken()) {
                    return false;
                }
                continue;
            }
            holder.become(next(nowNanos, holder.state(), chunk));
            if (holder.state() instanceof State.Closed) {
                return false;
            }
        }
        return true;
    }

    private void reportUnknown(long nowNanos, UnknownChunk unknown, StateHolder holder) {
        if (holder.state() instanceof State.WithPeer withPeer
                && unknown.action().reports()) {
            errorReports.reportUnknown(nowNanos, withPeer.tcb(), unknown);
        }
    }

    /** RFC 9260 §6.10: these are always alone in their packet. */
    private static boolean isMisplaced(Chunk chunk, Packet packet) {
        return packet.chunks().size() > 1
                && (chunk instanceof InitChunk
                        || chunk instanceof InitAckChunk
                        || chunk instanceof ShutdownCompleteChunk);
    }

    private State next(long nowNanos, State state, Chunk chunk) throws AbortException {
        return switch (chunk) {
            case InitChunk init -> establishment.receiveInit(nowNanos, state, init);
            case InitAckChunk initAck -> establishment.receiveInitAck(nowNanos, state, initAck);
            case CookieAckChunk ack -> establishment.receiveCookieAck(nowNanos, state);
            case ShutdownChunk begin -> shutdown.receiveShutdown(nowNanos, state, begin);
            case ShutdownAckChunk ack -> shutdown.receiveShutdownAck(nowNanos, state);
            case ShutdownCompleteChunk complete -> shutdown.receiveShutdownComplete(state);
            case ErrorChunk error -> receiveError(nowNanos, state, error);
            default -> state instanceof State.WithPeer withPeer ? withPeer(nowNanos, withPeer, chunk) : state;
        };
    }

    private State receiveError(long nowNanos, State state, ErrorChunk error) {
        return peerErrors.receive(nowNanos, error) ? establishment.receiveStaleCookie(nowNanos, state) : state;
    }

    /** Chunks that need both ends to know each other. */
    private State withPeer(long nowNanos, State.WithPeer state, Chunk chunk) throws AbortException {
        TransmissionControlBlock tcb = state.tcb();
        switch (chunk) {
            case UserDataChunk data -> {
                return receiveData(nowNanos, state, data);
            }
            case SackChunk sack -> tcb.sender().receiveSack(nowNanos, sack);
            case ForwardTsnChunk forward -> tcb.receiver().receive(forward);
            case IForwardTsnChunk forward -> tcb.receiver().receive(forward);
            case HeartbeatChunk heartbeat -> tcb.heartbeat().receive(heartbeat);
            case HeartbeatAckChunk ack -> {
                if (!tcb.pathMtu().receiveAck(nowNanos, ack)) {
                    tcb.heartbeat().receiveAck(nowNanos, ack);
                }
            }
            case ReconfigChunk reconfig -> receiveReconfig(nowNanos, tcb, reconfig);
            default -> {}
        }
        return state;
    }

    private void receiveReconfig(long nowNanos, TransmissionControlBlock tcb, ReconfigChunk chunk) {
        errorReports.reportUnknown(nowNanos, tcb, chunk.parameters());
        List<ReconfigurationParameter> known = chunk.known();
        if (ReconfigChunk.goTogether(known)) {
            tcb.streamReset().receive(nowNanos, known);
        } else {
            // RFC 6525 §3.1.
            errorReports.report(
                    nowNanos, tcb, ProtocolViolationCause.of("RE-CONFIG parameters that do not go together"));
        }
    }

    private State receiveData(long nowNanos, State.WithPeer state, UserDataChunk data) throws AbortException {
        if (state instanceof State.ShutdownReceived || state instanceof State.ShutdownAckSent) {
            // RFC 9260 §9.2: whoever has sent SHUTDOWN sends no more data.
            return state;
        }
        // DATA under our tag proves that the peer has taken our cookie, also when its COOKIE ACK is late or lost.
        State next = establishment.receiveCookieAck(nowNanos, state);
        DataReceiver.Verdict verdict = state.tcb().receiver().receive(data);
        if (verdict == DataReceiver.Verdict.INVALID_STREAM) {
            errorReports.report(nowNanos, state.tcb(), new InvalidStreamIdentifierCause(data.streamId()));
        }
        return next;
    }
}
