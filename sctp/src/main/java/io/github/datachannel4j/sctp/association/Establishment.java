package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.CloseReason.Failure;
import io.github.datachannel4j.sctp.association.TransmissionControlBlock.Legacy;
import io.github.datachannel4j.sctp.core.BackoffTimer;
import io.github.datachannel4j.sctp.core.Nanos;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.CookiePreservativeParameter;
import io.github.datachannel4j.sctp.packet.ErrorCause;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.MissingMandatoryParameterCause;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.ProtocolViolationCause;
import io.github.datachannel4j.sctp.packet.StateCookieParameter;
import io.github.datachannel4j.sctp.packet.TagOwner;
import io.github.datachannel4j.sctp.packet.UnrecognizedParametersCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The four-way handshake (RFC 9260 §5): our INIT and COOKIE ECHO with the timer T1. In WebRTC both ends send INIT, so collisions are the
 * rule; what the peer's INIT and cookie lead to is the business of {@link PeerInitiation}.
 */
public final class Establishment {
    /** A cookie that is too old once may have met a black-out; one that always is will stay so. T1 goes on without new attempts. */
    private static final int STALE_COOKIES_MAX = 8;

    /** §5.2.6: the extension asked for is a round trip and at most this. */
    private static final long PRESERVATIVE_EXTRA_NANOS = Nanos.PER_SECOND;

    private final Environment environment;
    private final Handshake handshake;
    private final PeerInitiation peerInitiation;
    private final PathChange pathChange;
    private int staleCookies;
    private boolean bySignaling;

    public Establishment(Environment environment) {
        this.environment = environment;
        this.handshake = new Handshake(environment);
        this.peerInitiation = new PeerInitiation(handshake);
        this.pathChange = new PathChange(environment);
    }

    /** The tag that packets for us carry before there is a peer. */
    public int firstTag() {
        return handshake.firstOffer().tag();
    }

    // ---- our side begins

    public State connect(long nowNanos) {
        return sendFirstInit(nowNanos, PeerOffer.ourCapabilities(environment.options()), Legacy.NONE);
    }

    /** Signaling has carried both INITs, so that there is nothing left to say. */
    public State establish(long nowNanos, SignaledInits inits) {
        bySignaling = true;
        environment.packets().checksums().announce(inits.own().parameters());
        TransmissionControlBlock tcb =
                new TransmissionControlBlock(environment, inits.localOffer(), inits.peerOffer(), Legacy.NONE);
        return handshake.establish(nowNanos, tcb);
    }

    /** Whether signaling has carried the INITs, so that there was no handshake. */
    public boolean isBySignaling() {
        return bySignaling;
    }

    private State sendFirstInit(long nowNanos, List<Parameter> parameters, Legacy legacy) {
        sendInit(nowNanos, parameters);
        return new State.CookieWait(t1(nowNanos), nowNanos, legacy);
    }

    private BackoffTimer t1(long nowNanos) {
        return new BackoffTimer(
                nowNanos,
                environment.options().rto().initialNanos(),
                environment.options().rto().maxNanos());
    }

    private void sendInit(long nowNanos, List<Parameter> parameters) {
        // §3.3.2: the receiver of an INIT has chosen no tag yet.
        HandshakeFields fields =
                handshake.fields(handshake.firstOffer(), environment.options().outboundStreams(), parameters);
        environment.packets().sendAlone(nowNanos, 0, new InitChunk(fields));
    }

    /** §5.1.C: only the state that waits for an INIT ACK takes one, or a late duplicate would begin anew. */
    public State receiveInitAck(long nowNanos, State state, InitAckChunk initAck) {
        if (!(state instanceof State.CookieWait wait)) {
            return state;
        }
        HandshakeFields fields = initAck.handshake();
        if (fields.initiateTag() == 0) {
            // §3.3.3: there is no tag of the peer's to answer under.
            environment.packets().sendAlone(nowNanos, firstTag(), new AbortChunk(TagOwner.REFLECTED, List.of()));
            return failed("the INIT ACK has no tag");
        }
        StateCookieParameter cookie = fields.parameter(StateCookieParameter.class);
        @Nullable
        ErrorCause problem = cookie == null
                ? new MissingMandatoryParameterCause(List.of(StateCookieParameter.TYPE))
                : PeerOffer.problemOf(fields);
        if (cookie == null || problem != null) {
            handshake.refuse(nowNanos, fields, problem == null ? ProtocolViolationCause.of("") : problem);
            return failed("the INIT ACK cannot be used: " + problem);
        }
        TransmissionControlBlock tcb =
                new TransmissionControlBlock(environment, handshake.firstOffer(), PeerOffer.of(fields), wait.legacy());
        measureRoundTrip(nowNanos, wait, tcb);
        environment.queue().discardBeyond(tcb.outboundStreams());
        for (Bytes unknown : ErrorReports.reportable(fields.parameters())) {
            tcb.control().add(new ErrorChunk(List.of(new UnrecognizedParametersCause(unknown))));
        }
        sendCookieEcho(nowNanos, tcb, cookie.cookie());
        return new State.CookieEchoed(tcb, cookie.cookie(), t1(nowNanos));
    }

    private static State failed(String detail) {
        return new State.Closed(new CloseReason.Failed(Failure.PROTOCOL_VIOLATION, detail));
    }

    /** §8.3 counts INIT among the chunks that measure; by Karn's rule only when it was sent once. */
    private static void measureRoundTrip(long nowNanos, State.CookieWait wait, TransmissionControlBlock tcb) {
        if (wait.t1Init().expirations() == 0) {
            tcb.path().rto().observe(nowNanos - wait.sentAtNanos());
        }
    }

    /**
     * First in its packet, and DATA may follow: that saves the first message a round trip (§5.1 C). A cookie that leaves no room for
     * anything else goes alone, however large it is.
     */
    private void sendCookieEcho(long nowNanos, TransmissionControlBlock tcb, Bytes cookie) {
        CookieEchoChunk echo = new CookieEchoChunk(cookie);
        if (CommonHeader.BYTES + echo.paddedLength()
                > environment.options().pathMtu().baseBytes()) {
            environment.packets().sendAlone(nowNanos, tcb.peerTag(), echo);
        } else {
            tcb.control().addCookieEcho(echo);
        }
    }

    public State receiveCookieAck(long nowNanos, State state) {
        return state instanceof State.CookieEchoed echoed ? handshake.establish(nowNanos, echoed.tcb()) : state;
    }

    /** §5.2.6, the third way: our cookie came too late, so the handshake begins again and asks for more time. */
    public State receiveStaleCookie(long nowNanos, State state) {
        if (!(state instanceof State.CookieEchoed echoed) || staleCookies >= STALE_COOKIES_MAX) {
            return state;
        }
        staleCookies++;
        long extensionNanos = echoed.tcb().path().rto().srttNanos() + PRESERVATIVE_EXTRA_NANOS;
        List<Parameter> parameters = PeerOffer.ourCapabilities(environment.options());
        parameters.add(CookiePreservativeParameter.ofNanos(extensionNanos));
        return sendFirstInit(nowNanos, parameters, Legacy.ofHandshake(echoed.tcb()));
    }

    // ---- another process began

    AssociationHandover.Cookies cookies(long nowNanos) {
        return peerInitiation.handOver(nowNanos);
    }

    /** Everything has been settled elsewhere. */
    State takeOver(long nowNanos, AssociationHandover handover) {
        peerInitiation.takeOver(nowNanos, handover.cookies());
        return handshake.establish(nowNanos, TransmissionControlBlock.takeOver(environment, handover));
    }

    // ---- the peer begins

    public State receiveInit(long nowNanos, State state, InitChunk init) {
        return peerInitiation.receiveInit(nowNanos, state, init);
    }

    CookieVerdict receiveCookieEcho(long nowNanos, State state, int verificationTag, CookieEchoChunk echo) {
        return peerInitiation.receiveCookieEcho(nowNanos, state, verificationTag, echo);
    }

    /** Packets take another way from now on. */
    public void pathChanged(long nowNanos, State state) {
        pathChange.apply(nowNanos, state);
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
