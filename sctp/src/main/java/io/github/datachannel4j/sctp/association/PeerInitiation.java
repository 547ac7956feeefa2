package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.core.Nanos;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.CookiePreservativeParameter;
import io.github.datachannel4j.sctp.packet.CookieReceivedWhileShuttingDownCause;
import io.github.datachannel4j.sctp.packet.ErrorCause;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.ShutdownAckChunk;
import io.github.datachannel4j.sctp.packet.StaleCookieCause;
import io.github.datachannel4j.sctp.packet.StateCookieParameter;
import io.github.datachannel4j.sctp.packet.UnrecognizedParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The peer begins: its INIT is answered by a cookie and not remembered, its COOKIE ECHO makes the association, or restarts it (RFC 9260
 * §5.1 B and D, §5.2).
 */
final class PeerInitiation {
    /** An honest peer sends one, and again after each time-out; each costs us a MAC. */
    private static final int INITS_PER_SECOND_MAX = 100;

    /** Each costs us a MAC, and an answer. */
    private static final int COOKIES_PER_SECOND_MAX = 100;

    private static final long STALENESS_MICROS_MAX = 0xFFFF_FFFFL;

    private final Environment environment;
    private final Handshake handshake;
    private CookieSeal seal;
    /** From the time of our owner to that on the cookies' clock, which goes on when another process takes over. */
    private long cookieClockAheadNanos;

    private final AnswerLimit initLimit = new AnswerLimit(INITS_PER_SECOND_MAX);
    private final AnswerLimit cookieLimit = new AnswerLimit(COOKIES_PER_SECOND_MAX);

    PeerInitiation(Handshake handshake) {
        this.environment = handshake.environment();
        this.handshake = handshake;
        this.seal = new CookieSeal(environment.random());
    }

    // ---- handover

    AssociationHandover.Cookies handOver(long nowNanos) {
        return new AssociationHandover.Cookies(seal.key(), cookieTime(nowNanos));
    }

    /** Cookies that were made before stay good. */
    void takeOver(long nowNanos, AssociationHandover.Cookies cookies) {
        seal = new CookieSeal(cookies.key());
        cookieClockAheadNanos = cookies.timeNanos() - nowNanos;
    }

    private long cookieTime(long nowNanos) {
        return nowNanos + cookieClockAheadNanos;
    }

    // ---- INIT and COOKIE ECHO

    /** Answers with a cookie and remembers nothing (§5.1.B, §5.2.1, §5.2.2). */
    State receiveInit(long nowNanos, State state, InitChunk init) {
        HandshakeFields fields = init.handshake();
        if (fields.initiateTag() == 0 || state instanceof State.Closed || !initLimit.allows(nowNanos)) {
            return state;
        }
        if (state instanceof State.ShutdownAckSent ending) {
            // §9.2: the peer has missed the end of the old association.
            environment.packets().sendAlone(nowNanos, ending.tcb().peerTag(), ShutdownAckChunk.INSTANCE);
            return state;
        }
        @Nullable ErrorCause problem = PeerOffer.problemOf(fields);
        if (problem != null) {
            handshake.refuse(nowNanos, fields, problem);
            return state;
        }
        answer(nowNanos, state, fields);
        return state;
    }

    private void answer(long nowNanos, State state, HandshakeFields fields) {
        PeerOffer offer = PeerOffer.of(fields);
        StateCookie cookie = new StateCookie(
                cookieTime(nowNanos) + cookieLifetimeNanos(fields), offerFor(state), offer, tieTagOf(state));
        List<Parameter> parameters = offer.ourAnswer(environment.options());
        parameters.addFirst(new StateCookieParameter(seal.seal(cookie)));
        for (Bytes unknown : ErrorReports.reportable(fields.parameters())) {
            parameters.add(new UnrecognizedParameter(unknown));
        }
        // §3.3.3: no more streams than the peer has said that it accepts.
        int streams = Math.min(environment.options().outboundStreams(), offer.inboundStreams());
        HandshakeFields ours = handshake.fields(cookie.local(), streams, parameters);
        environment.packets().sendAlone(nowNanos, fields.initiateTag(), new InitAckChunk(ours));
    }

    /** §3.3.2.1.3: a peer whose way is long may ask for more time; never for more than as much again. */
    private long cookieLifetimeNanos(HandshakeFields fields) {
        long lifetime = environment.options().cookieLifetimeNanos();
        @Nullable CookiePreservativeParameter wish = fields.parameter(CookiePreservativeParameter.class);
        return wish == null ? lifetime : lifetime + Math.min(lifetime, wish.incrementMillis() * Nanos.PER_MILLI);
    }

    private LocalOffer offerFor(State state) {
        boolean isFirst =
                state instanceof State.New || state instanceof State.CookieWait || state instanceof State.CookieEchoed;
        return isFirst ? handshake.firstOffer() : LocalOffer.draw(environment.random());
    }

    private static long tieTagOf(State state) {
        return state instanceof State.WithPeer withPeer ? withPeer.tcb().tags().tieTag() : StateCookie.NO_TIE_TAG;
    }

    /** §5.1.D, §5.1.5, §5.2.4: our own cookie comes back. */
    CookieVerdict receiveCookieEcho(long nowNanos, State state, int verificationTag, CookieEchoChunk echo) {
        if (!cookieLimit.allows(nowNanos)) {
            return CookieVerdict.refused(state);
        }
        StateCookie cookie = seal.open(echo.cookie());
        if (cookie == null || cookie.local().tag() != verificationTag || state instanceof State.Closed) {
            return CookieVerdict.refused(state);
        }
        CookieResolution resolution = resolve(cookie, state);
        long staleNanos = cookieTime(nowNanos) - cookie.expiresAtNanos();
        if (staleNanos > 0 && resolution != CookieResolution.DUPLICATE) {
            long staleMicros = Math.min(Math.ceilDiv(staleNanos, Nanos.PER_MICRO), STALENESS_MICROS_MAX);
            report(nowNanos, cookie, new StaleCookieCause(staleMicros));
            return CookieVerdict.refused(state);
        }
        return switch (resolution) {
            case COLLISION -> accept(nowNanos, state, cookie);
            case RESTART -> restart(nowNanos, state, cookie);
            case DUPLICATE -> CookieVerdict.taken(acknowledgeAgain(nowNanos, state));
            case OVERTAKEN, UNRELATED -> CookieVerdict.refused(state);
        };
    }

    private void report(long nowNanos, StateCookie cookie, ErrorCause cause) {
        environment.packets().sendAlone(nowNanos, cookie.peer().tag(), new ErrorChunk(List.of(cause)));
    }

    private CookieResolution resolve(StateCookie cookie, State state) {
        CookieResolution.Tags tags = state instanceof State.WithPeer withPeer
                ? withPeer.tcb().tags()
                : new CookieResolution.Tags(handshake.firstOffer().tag(), 0, StateCookie.NO_TIE_TAG);
        return CookieResolution.of(cookie, tags);
    }

    /** The tag is ours and the peer's is new to us: before we know a peer that is how associations begin. */
    private CookieVerdict accept(long nowNanos, State state, StateCookie cookie) {
        return switch (state) {
            case State.New s -> establishWith(nowNanos, cookie, TransmissionControlBlock.Legacy.NONE);
            case State.CookieWait s -> establishWith(nowNanos, cookie, s.legacy());
            case State.CookieEchoed s ->
                establishWith(nowNanos, cookie, TransmissionControlBlock.Legacy.ofHandshake(s.tcb()));
            // Deviates from RFC 9260 §5.2.4 B: a peer that changes its tag afterwards has lost its state,
            // whatever it thinks.
            default -> restart(nowNanos, state, cookie);
        };
    }

    private CookieVerdict restart(long nowNanos, State state, StateCookie cookie) {
        if (state instanceof State.ShutdownAckSent ending) {
            environment.packets().sendAlone(nowNanos, ending.tcb().peerTag(), ShutdownAckChunk.INSTANCE);
            report(nowNanos, cookie, CookieReceivedWhileShuttingDownCause.INSTANCE);
            return CookieVerdict.refused(state);
        }
        environment.queue().restart();
        environment.outputs().add(new AssociationOutput.Restarted());
        return establishWith(nowNanos, cookie, TransmissionControlBlock.Legacy.ofRestart(state));
    }

    private CookieVerdict establishWith(long nowNanos, StateCookie cookie, TransmissionControlBlock.Legacy legacy) {
        TransmissionControlBlock tcb = new TransmissionControlBlock(environment, cookie.local(), cookie.peer(), legacy);
        tcb.control().addCookieAck();
        return CookieVerdict.taken(handshake.establish(nowNanos, tcb));
    }

    /** The peer has not heard our COOKIE ACK; in COOKIE-ECHOED its cookie crossed ours. */
    private State acknowledgeAgain(long nowNanos, State state) {
        if (!(state instanceof State.WithPeer withPeer)) {
            return state;
        }
        withPeer.tcb().control().addCookieAck();
        return state instanceof State.CookieEchoed echoed ? handshake.establish(nowNanos, echoed.tcb()) : state;
    }
}
