package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.CloseReason.Failure;
import io.github.datachannel4j.sctp.core.BackoffTimer;
import io.github.datachannel4j.sctp.core.Nanos;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.CookieReceivedWhileShuttingDownCause;
import io.github.datachannel4j.sctp.packet.ErrorCause;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.InvalidMandatoryParameterCause;
import io.github.datachannel4j.sctp.packet.MissingMandatoryParameterCause;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.ShutdownAckChunk;
import io.github.datachannel4j.sctp.packet.StaleCookieCause;
import io.github.datachannel4j.sctp.packet.StateCookieParameter;
import io.github.datachannel4j.sctp.packet.TagOwner;
import io.github.datachannel4j.sctp.packet.UnknownParameter;
import io.github.datachannel4j.sctp.packet.UnrecognizedParameter;
import io.github.datachannel4j.sctp.packet.UnrecognizedParametersCause;
import java.util.ArrayList;
import java.util.List;

/** The four-way handshake with its collisions and restarts (RFC 9260 §5). In WebRTC both ends send INIT, so collisions are the rule. */
public final class Establishment {
    /** Reports of parameters we do not know may not make the INIT ACK larger than a packet. */
    private static final int REPORTED_BYTES_MAX = 256;

    private final Environment environment;
    private final CookieSeal seal;
    /** Ours for the first association; the same in INIT and INIT ACK, so that a collision changes nothing (§5.2.1). */
    private final LocalOffer firstOffer;

    public Establishment(Environment environment) {
        this.environment = environment;
        this.seal = new CookieSeal(environment.random());
        this.firstOffer = LocalOffer.draw(environment.random());
    }

    /** The tag that packets for us carry before there is a peer. */
    public int firstTag() {
        return firstOffer.tag();
    }

    // ---- our side begins

    public State connect(long nowNanos) {
        sendInit(nowNanos, PeerOffer.ourCapabilities(environment.options()));
        return new State.CookieWait(t1(nowNanos));
    }

    private BackoffTimer t1(long nowNanos) {
        return new BackoffTimer(
                nowNanos,
                environment.options().rto().initialNanos(),
                environment.options().rto().maxNanos());
    }

    private void sendInit(long nowNanos, List<Parameter> capabilities) {
        // §3.3.2: the receiver of an INIT has chosen no tag yet.
        environment.packets().sendAlone(nowNanos, 0, new InitChunk(fields(firstOffer, capabilities)));
    }

    private HandshakeFields fields(LocalOffer offer, List<Parameter> parameters) {
        environment.packets().checksums().announce();
        return new HandshakeFields(
                offer.tag(),
                environment.options().receiveBufferBytes(),
                environment.options().outboundStreams(),
                environment.options().inboundStreams(),
                offer.initialTsn(),
                parameters);
    }

    /** §5.1.C: only the state that waits for an INIT ACK takes one, or a late duplicate would begin anew. */
    public State receiveInitAck(long nowNanos, State state, InitAckChunk initAck) {
        HandshakeFields fields = initAck.handshake();
        if (!(state instanceof State.CookieWait) || fields.initiateTag() == 0) {
            return state;
        }
        StateCookieParameter cookie = fields.parameter(StateCookieParameter.class);
        if (cookie == null) {
            return refuse(
                    nowNanos, fields, new MissingMandatoryParameterCause(List.of(StateCookieParameter.TYPE)), state);
        }
        if (!PeerOffer.isUsable(fields)) {
            return refuse(nowNanos, fields, InvalidMandatoryParameterCause.INSTANCE, state);
        }
        TransmissionControlBlock tcb = new TransmissionControlBlock(environment, firstOffer, PeerOffer.of(fields), 0);
        for (Bytes unknown : reportable(fields)) {
            tcb.control().add(new ErrorChunk(List.of(new UnrecognizedParametersCause(unknown))));
        }
        sendCookieEcho(nowNanos, tcb, cookie.cookie());
        return new State.CookieEchoed(tcb, cookie.cookie(), t1(nowNanos));
    }

    private State refuse(long nowNanos, HandshakeFields fields, ErrorCause cause, State state) {
        environment
                .packets()
                .sendAlone(nowNanos, fields.initiateTag(), new AbortChunk(TagOwner.RECEIVER, List.of(cause)));
        return state instanceof State.CookieWait
                ? new State.Closed(
                        new CloseReason.Failed(Failure.PROTOCOL_VIOLATION, "the INIT ACK cannot be used: " + cause))
                : state;
    }

    private void sendCookieEcho(long nowNanos, TransmissionControlBlock tcb, Bytes cookie) {
        environment.packets().sendAlone(nowNanos, tcb.peerTag(), new CookieEchoChunk(cookie));
    }

    public State receiveCookieAck(long nowNanos, State state) {
        return state instanceof State.CookieEchoed echoed ? establish(nowNanos, echoed.tcb()) : state;
    }

    /** §5.2.6: our cookie came too late, so the handshake begins again. */
    public State receiveStaleCookie(long nowNanos, State state) {
        return state instanceof State.CookieEchoed ? connect(nowNanos) : state;
    }

    // ---- the peer begins

    /** Answers with a cookie and remembers nothing (§5.1.B, §5.2.1, §5.2.2). */
    public State receiveInit(long nowNanos, State state, InitChunk init) {
        HandshakeFields fields = init.handshake();
        if (fields.initiateTag() == 0 || state instanceof State.Closed) {
            return state;
        }
        if (state instanceof State.ShutdownAckSent ending) {
            // §9.2: the peer has missed the end of the old association.
            environment.packets().sendAlone(nowNanos, ending.tcb().peerTag(), ShutdownAckChunk.INSTANCE);
            return state;
        }
        if (!PeerOffer.isUsable(fields)) {
            return refuse(nowNanos, fields, InvalidMandatoryParameterCause.INSTANCE, state);
        }
        PeerOffer offer = PeerOffer.of(fields);
        StateCookie cookie = new StateCookie(nowNanos, offerFor(state), offer, tieTagOf(state));
        List<Parameter> parameters = offer.ourAnswer(environment.options());
        parameters.addFirst(new StateCookieParameter(seal.seal(cookie)));
        for (Bytes unknown : reportable(fields)) {
            parameters.add(new UnrecognizedParameter(unknown));
        }
        environment
                .packets()
                .sendAlone(nowNanos, fields.initiateTag(), new InitAckChunk(fields(cookie.local(), parameters)));
        return state;
    }

    private LocalOffer offerFor(State state) {
        boolean isFirst =
                state instanceof State.New || state instanceof State.CookieWait || state instanceof State.CookieEchoed;
        return isFirst ? firstOffer : LocalOffer.draw(environment.random());
    }

    private static long tieTagOf(State state) {
        return state instanceof State.WithPeer withPeer ? withPeer.tcb().tags().tieTag() : StateCookie.NO_TIE_TAG;
    }

    /** Unknown parameters of which the peer wants to hear, as they came. */
    private static List<Bytes> reportable(HandshakeFields fields) {
        List<Bytes> reportable = new ArrayList<>();
        int bytes = 0;
        for (Parameter parameter : fields.parameters()) {
            if (!(parameter instanceof UnknownParameter unknown)) {
                continue;
            }
            bytes += unknown.length();
            if (unknown.action().reports() && bytes <= REPORTED_BYTES_MAX) {
                reportable.add(ErrorReports.wireForm(unknown));
            }
            if (unknown.action().stops()) {
                break;
            }
        }
        return reportable;
    }

    /** §5.1.D, §5.2.4: our own cookie comes back. */
    public State receiveCookieEcho(long nowNanos, State state, int verificationTag, CookieEchoChunk echo) {
        StateCookie cookie = seal.open(echo.cookie());
        if (cookie == null || cookie.local().tag() != verificationTag || state instanceof State.Closed) {
            return state;
        }
        CookieResolution resolution = resolve(cookie, state);
        long staleNanos =
                nowNanos - cookie.createdAtNanos() - environment.options().cookieLifetimeNanos();
        if (staleNanos > 0 && resolution != CookieResolution.DUPLICATE) {
            environment
                    .packets()
                    .sendAlone(
                            nowNanos,
                            cookie.peer().tag(),
                            new ErrorChunk(List.of(
                                    new StaleCookieCause(Math.min(staleNanos / Nanos.PER_MICRO, 0xFFFF_FFFFL)))));
            return state;
        }
        return switch (resolution) {
            case COLLISION -> accept(nowNanos, state, cookie);
            case RESTART -> restart(nowNanos, state, cookie);
            case DUPLICATE -> acknowledgeAgain(nowNanos, state);
            case OVERTAKEN, UNRELATED -> state;
        };
    }

    private CookieResolution resolve(StateCookie cookie, State state) {
        CookieResolution.Tags tags = state instanceof State.WithPeer withPeer
                ? withPeer.tcb().tags()
                : new CookieResolution.Tags(firstOffer.tag(), 0, StateCookie.NO_TIE_TAG);
        return CookieResolution.of(cookie, tags);
    }

    /** The tag is ours and the peer's is new to us: before we know a peer that is how associations begin. */
    private State accept(long nowNanos, State state, StateCookie cookie) {
        return switch (state) {
            case State.New s -> establishWith(nowNanos, cookie, 0);
            case State.CookieWait s -> establishWith(nowNanos, cookie, 0);
            case State.CookieEchoed s -> establishWith(nowNanos, cookie, 0);
            // A peer that changes its tag afterwards has lost its state, whatever it thinks.
            default -> restart(nowNanos, state, cookie);
        };
    }

    private State restart(long nowNanos, State state, StateCookie cookie) {
        if (state instanceof State.ShutdownAckSent ending) {
            environment.packets().sendAlone(nowNanos, ending.tcb().peerTag(), ShutdownAckChunk.INSTANCE);
            environment
                    .packets()
                    .sendAlone(
                            nowNanos,
                            cookie.peer().tag(),
                            new ErrorChunk(List.of(CookieReceivedWhileShuttingDownCause.INSTANCE)));
            return state;
        }
        long unconsumedBytes = state instanceof State.WithPeer withPeer
                ? withPeer.tcb().receiver().unconsumedBytes()
                : 0;
        environment.queue().restart();
        environment.outputs().add(new AssociationOutput.Restarted());
        return establishWith(nowNanos, cookie, unconsumedBytes);
    }

    private State establishWith(long nowNanos, StateCookie cookie, long unconsumedBytes) {
        TransmissionControlBlock tcb =
                new TransmissionControlBlock(environment, cookie.local(), cookie.peer(), unconsumedBytes);
        // §5.1.D: first in its packet, DATA may follow.
        tcb.control().addFirst(CookieAckChunk.INSTANCE);
        return establish(nowNanos, tcb);
    }

    /** The peer has not heard our COOKIE ACK; in COOKIE-ECHOED its cookie crossed ours. */
    private State acknowledgeAgain(long nowNanos, State state) {
        if (!(state instanceof State.WithPeer withPeer)) {
            return state;
        }
        withPeer.tcb().control().addFirst(CookieAckChunk.INSTANCE);
        return state instanceof State.CookieEchoed echoed ? establish(nowNanos, echoed.tcb()) : state;
    }

    private State establish(long nowNanos, TransmissionControlBlock tcb) {
        environment.queue().discardBeyond(tcb.outboundStreams());
        environment
                .outputs()
                .add(new AssociationOutput.Established(
                        tcb.outboundStreams(), tcb.inboundStreams(), tcb.peerCapabilities()));
        tcb.heartbeat().heard(nowNanos);
        return new State.Established(tcb);
    }

    // ---- time

    /** T1-init and T1-cookie. */
    public State advanceTo(long nowNanos, State state) {
        int retransmitsMax = environment.options().limits().initRetransmitsMax();
        if (state instanceof State.CookieWait wait && wait.t1Init().expire(nowNanos)) {
            if (wait.t1Init().expirations() > retransmitsMax) {
                return unreachable("INIT");
            }
            sendInit(nowNanos, PeerOffer.ourUndisputedCapabilities(environment.options()));
        }
        if (state instanceof State.CookieEchoed echoed && echoed.t1Cookie().expire(nowNanos)) {
            if (echoed.t1Cookie().expirations() > retransmitsMax) {
                return unreachable("COOKIE ECHO");
            }
            sendCookieEcho(nowNanos, echoed.tcb(), echoed.cookie());
        }
        return state;
    }

    private static State unreachable(String what) {
        return new State.Closed(new CloseReason.Failed(Failure.TOO_MANY_RETRANSMISSIONS, what + " was not answered"));
    }
}
