package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.CloseReason.Failure;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.ProtocolViolationCause;
import io.github.datachannel4j.sctp.packet.ShutdownAckChunk;
import io.github.datachannel4j.sctp.packet.ShutdownChunk;
import io.github.datachannel4j.sctp.packet.ShutdownCompleteChunk;
import io.github.datachannel4j.sctp.packet.TagOwner;
import java.util.List;

/** The graceful end: all data of both sides is acknowledged first (RFC 9260 §9.2). */
public final class Shutdown {
    private final PacketSender packets;

    public Shutdown(PacketSender packets) {
        this.packets = packets;
    }

    /** Our side wants to end. */
    public State begin(long nowNanos, State state) {
        return switch (state) {
            case State.New s -> complete();
            case State.CookieWait s -> complete();
            case State.CookieEchoed s -> {
                // The peer may be established already, and cannot know that we never were.
                packets.sendAlone(
                        nowNanos,
                        s.tcb().peerTag(),
                        new AbortChunk(TagOwner.RECEIVER, List.of(Aborts.userInitiated(""))));
                yield complete();
            }
            case State.Established s -> {
                s.tcb().sender().wantsImmediateSacks();
                yield progress(nowNanos, new State.ShutdownPending(s.tcb()));
            }
            case State.ShutdownPending s -> s;
            case State.ShutdownSent s -> s;
            case State.ShutdownReceived s -> s;
            case State.ShutdownAckSent s -> s;
            case State.Closed s -> s;
        };
    }

    private static State complete() {
        return new State.Closed(new CloseReason.ShutdownComplete());
    }

    /** Goes on when the last data has been acknowledged. */
    public State progress(long nowNanos, State state) {
        return switch (state) {
            case State.ShutdownPending s
            when s.tcb().sender().isDone() -> {
                s.tcb().heartbeat().stop();
                sendShutdown(nowNanos, s.tcb());
                yield new State.ShutdownSent(s.tcb(), ShutdownTimers.start(nowNanos, s.tcb()));
            }
            case State.ShutdownReceived s
            when s.tcb().sender().isDone() -> {
                s.tcb().heartbeat().stop();
                sendShutdownAck(nowNanos, s.tcb());
                yield new State.ShutdownAckSent(s.tcb(), ShutdownTimers.start(nowNanos, s.tcb()));
            }
            default -> state;
        };
    }

    private void sendShutdown(long nowNanos, TransmissionControlBlock tcb) {
        packets.sendAlone(
                nowNanos, tcb.peerTag(), new ShutdownChunk(tcb.receiver().cumulativeTsn()));
    }

    private void sendShutdownAck(long nowNanos, TransmissionControlBlock tcb) {
        packets.sendAlone(nowNanos, tcb.peerTag(), ShutdownAckChunk.INSTANCE);
    }

    /** While we wait for SHUTDOWN ACK, each packet with DATA is answered at once with how far we are. */
    public State answerData(long nowNanos, State state) {
        if (!(state instanceof State.ShutdownSent sent)) {
            return state;
        }
        sent.tcb().path().errors().clear();
        sent.tcb().receiver().acknowledgeAtOnce();
        sendShutdown(nowNanos, sent.tcb());
        // The guard is against a silent peer; one that still sends has all the time it needs.
        return new State.ShutdownSent(sent.tcb(), ShutdownTimers.start(nowNanos, sent.tcb()));
    }

    // ---- the peer's part

    public State receiveShutdown(long nowNanos, State state, ShutdownChunk shutdown) {
        return switch (state) {
            case State.Established s -> received(nowNanos, s.tcb(), shutdown);
            case State.ShutdownPending s -> received(nowNanos, s.tcb(), shutdown);
            case State.ShutdownReceived s -> received(nowNanos, s.tcb(), shutdown);
            case State.ShutdownSent s -> {
                // Both ends have begun; everything of ours is acknowledged already.
                sendShutdownAck(nowNanos, s.tcb());
                yield new State.ShutdownAckSent(
                        s.tcb(),
                        ShutdownTimers.restart(nowNanos, s.tcb(), s.timers().t5Guard()));
            }
            case State.ShutdownAckSent s -> {
                // Our SHUTDOWN ACK is lost or late; T2 goes on.
                sendShutdownAck(nowNanos, s.tcb());
                yield s;
            }
            case State.New s -> s;
            case State.CookieWait s -> s;
            case State.CookieEchoed s -> s;
            case State.Closed s -> s;
        };
    }

    private State received(long nowNanos, TransmissionControlBlock tcb, ShutdownChunk shutdown) {
        tcb.sender().wantsImmediateSacks();
        tcb.sender().receiveCumulativeAck(nowNanos, shutdown.cumulativeTsnAck());
        return progress(nowNanos, new State.ShutdownReceived(tcb));
    }

    public State receiveShutdownAck(long nowNanos, State state) {
        return switch (state) {
            case State.ShutdownSent s -> acknowledged(nowNanos, s.tcb());
            case State.ShutdownAckSent s -> acknowledged(nowNanos, s.tcb());
            default -> state;
        };
    }

    private State acknowledged(long nowNanos, TransmissionControlBlock tcb) {
        packets.sendAlone(nowNanos, tcb.peerTag(), new ShutdownCompleteChunk(TagOwner.RECEIVER));
        return complete();
    }

    public State receiveShutdownComplete(State state) {
        return state instanceof State.ShutdownAckSent ? complete() : state;
    }

    // ---- time

    public State advanceTo(long nowNanos, State state) {
        return switch (state) {
            case State.ShutdownSent s when s.timers().t5Guard().expire(nowNanos) -> giveUp(nowNanos, s.tcb());
            case State.ShutdownAckSent s when s.timers().t5Guard().expire(nowNanos) -> giveUp(nowNanos, s.tcb());
            case State.ShutdownSent s
            when s.timers().t2Shutdown().expire(nowNanos) -> {
                s.tcb().path().errors().increment();
                sendShutdown(nowNanos, s.tcb());
                yield s;
            }
            case State.ShutdownAckSent s
            when s.timers().t2Shutdown().expire(nowNanos) -> {
                s.tcb().path().errors().increment();
                sendShutdownAck(nowNanos, s.tcb());
                yield s;
            }
            default -> state;
        };
    }

    private State giveUp(long nowNanos, TransmissionControlBlock tcb) {
        String detail = "the peer did not answer the shutdown in time";
        packets.sendAlone(
                nowNanos, tcb.peerTag(), new AbortChunk(TagOwner.RECEIVER, List.of(ProtocolViolationCause.of(detail))));
        return new State.Closed(new CloseReason.Failed(Failure.SHUTDOWN_TIMED_OUT, detail));
    }

    /** The deadline of a state of shutdown, or never. */
    public static long nextTimeoutNanos(State state) {
        return switch (state) {
            case State.ShutdownSent s -> s.timers().deadlineNanos();
            case State.ShutdownAckSent s -> s.timers().deadlineNanos();
            default -> Long.MAX_VALUE;
        };
    }
}
