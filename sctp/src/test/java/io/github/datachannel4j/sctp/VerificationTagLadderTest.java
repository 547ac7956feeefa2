package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.ShutdownAckChunk;
import io.github.datachannel4j.sctp.packet.ShutdownChunk;
import io.github.datachannel4j.sctp.packet.ShutdownCompleteChunk;
import io.github.datachannel4j.sctp.packet.StaleCookieCause;
import io.github.datachannel4j.sctp.packet.StateCookieParameter;
import io.github.datachannel4j.sctp.packet.TagOwner;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 9260 §8.4, §8.5 and §9: which packets count under which tag, in which state, and which are answered. More in {@link AbortLadderTest}. */
class VerificationTagLadderTest {
    private static final HeartbeatChunk HEARTBEAT = new HeartbeatChunk(Bytes.utf8("12345678"));
    private static final int STRANGE_TAG = 0x5EAF00D;

    private ScriptedPeer peer = ScriptedPeer.established();

    private AssociationState state() {
        return peer.endpoint.state();
    }

    private static InitChunk init() {
        return new InitChunk(ScriptedPeer.fields(100_000));
    }

    // ---- §8.5

    @Test
    void allPacketsCarryThePeersTag() {
        peer.say(HEARTBEAT);
        peer.say(ScriptedPeer.data(0, 0, "x"));
        peer.letSend("y", SendOptions.ordered());
        peer.endpoint.association.abort(peer.now, "");
        peer.listen();

        assertThat(peer.heard)
                .hasSizeGreaterThan(2)
                .allMatch(packet -> packet.header().verificationTag() == ScriptedPeer.TAG);
    }

    @Test
    void aPacketUnderAnotherTagIsNotProcessedAtAll() {
        peer.sayUnder(STRANGE_TAG, HEARTBEAT, ScriptedPeer.data(0, 0, "x"));
        peer.sayUnder(STRANGE_TAG, new ShutdownChunk(peer.firstOfEndpoint.previous()));

        assertThat(peer.heard).isEmpty();
        assertThat(peer.endpoint.texts()).isEmpty();
        assertThat(state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    // ---- §8.5.1 A

    @Test
    void onlyAnInitMayHaveTagZeroAndNothingMayBeWithIt() {
        peer.sayUnder(0, HEARTBEAT);
        peer.sayUnder(0, init(), HEARTBEAT);
        peer.sayUnder(0, new AbortChunk(TagOwner.RECEIVER, List.of()));

        assertThat(peer.heard).isEmpty();
        assertThat(state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    @Test
    void anInitWithATagIsDropped() {
        peer.say(init());

        assertThat(peer.heard).isEmpty();
    }

    @Test
    void ourInitHasTagZero() {
        peer = new ScriptedPeer(AssociationOptions.defaults());
        peer.endpoint.association.connect(peer.now);
        peer.listen();

        assertThat(peer.names()).containsExactly("Init");
        assertThat(peer.heard.getFirst().header().verificationTag()).isZero();
    }

    // ---- §8.5.1 B, §9.1

    @Test
    void nothingIsAnsweredThatComesWithAnAbort() {
        peer.say(
                HEARTBEAT,
                new ShutdownChunk(peer.firstOfEndpoint.previous()),
                new AbortChunk(TagOwner.RECEIVER, List.of()));

        assertThat(peer.heard).isEmpty();
        assertThat(state()).isEqualTo(AssociationState.CLOSED);
    }

    // ---- §8.5.1 C

    @Test
    void aShutdownCompleteIsIgnoredUnlessOurShutdownAckWaitsForIt() {
        peer.say(new ShutdownCompleteChunk(TagOwner.RECEIVER));
        assertThat(state()).isEqualTo(AssociationState.ESTABLISHED);

        peer.endpoint.association.shutdown(peer.now);
        peer.listen();
        peer.say(new ShutdownCompleteChunk(TagOwner.RECEIVER));
        assertThat(state()).isEqualTo(AssociationState.SHUTDOWN_SENT);
    }

    @Test
    void aShutdownCompleteUnderThePeersTagNeedsTheTBitAndUnderOursMustNotHaveIt() {
        peer.say(new ShutdownChunk(peer.firstOfEndpoint.previous()));
        peer.sayUnder(ScriptedPeer.TAG, new ShutdownCompleteChunk(TagOwner.RECEIVER));
        peer.say(new ShutdownCompleteChunk(TagOwner.REFLECTED));
        assertThat(state()).isEqualTo(AssociationState.SHUTDOWN_ACK_SENT);

        peer.sayUnder(ScriptedPeer.TAG, new ShutdownCompleteChunk(TagOwner.REFLECTED));
        assertThat(state()).isEqualTo(AssociationState.CLOSED);
        assertThat(peer.endpoint.closeReason()).isEqualTo(new CloseReason.ShutdownComplete());
    }

    @Test
    void ourShutdownCompleteCarriesThePeersTagAndNoTBit() {
        peer.endpoint.association.shutdown(peer.now);
        peer.listen();
        peer.forget();
        peer.say(ShutdownAckChunk.INSTANCE);

        assertThat(peer.heard.getFirst().header().verificationTag()).isEqualTo(ScriptedPeer.TAG);
        assertThat(peer.heard.getFirst().chunks()).containsExactly(new ShutdownCompleteChunk(TagOwner.RECEIVER));
    }

    // ---- §8.5.1 E, §9.2: remains of an older association meet a handshake

    @Test
    void aShutdownAckDuringTheHandshakeIsAnsweredAndTheHandshakeGoesOn() {
        beginHandshake();
        for (AssociationState expected : List.of(AssociationState.COOKIE_WAIT, AssociationState.COOKIE_ECHOED)) {
            assertThat(state()).isEqualTo(expected);
            peer.forget();
            peer.sayUnder(STRANGE_TAG, ShutdownAckChunk.INSTANCE);
            assertThat(peer.heard.getFirst().header().verificationTag()).isEqualTo(STRANGE_TAG);
            assertThat(peer.heard.getFirst().chunks()).containsExactly(new ShutdownCompleteChunk(TagOwner.REFLECTED));
            assertThat(state()).isEqualTo(expected);
            answerInit();
        }
        peer.say(CookieAckChunk.INSTANCE);
        assertThat(state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    @Test
    void aShutdownDuringTheHandshakeIsIgnored() {
        beginHandshake();
        peer.say(new ShutdownChunk(new Tsn(1)));
        assertThat(state()).isEqualTo(AssociationState.COOKIE_WAIT);
        answerInit();
        peer.forget();
        peer.say(new ShutdownChunk(new Tsn(1)));

        assertThat(peer.heard).isEmpty();
        assertThat(state()).isEqualTo(AssociationState.COOKIE_ECHOED);
    }

    private void beginHandshake() {
        peer = new ScriptedPeer(AssociationOptions.defaults());
        peer.endpoint.association.connect(peer.now);
        peer.listen();
        peer.tagOfEndpoint = peer.all(InitChunk.class).getFirst().initiateTag();
    }

    private void answerInit() {
        peer.say(new InitAckChunk(ScriptedPeer.fields(100_000, new StateCookieParameter(Bytes.utf8("cookie")))));
    }

    // ---- §8.4

    @Test
    void anInitToAnEndedAssociationIsAnsweredUnderItsOwnTag() {
        end();
        peer.sayUnder(0, init());

        assertThat(peer.heard.getFirst().header().verificationTag()).isEqualTo(ScriptedPeer.TAG);
        assertThat(peer.heard.getFirst().chunks()).containsExactly(new AbortChunk(TagOwner.RECEIVER, List.of()));
    }

    @Test
    void anInitWithoutATagIsNotAnsweredEvenThen() {
        end();
        peer.sayUnder(0, new InitChunk(new HandshakeFields(0, 100_000, 1, 1, new Tsn(1), List.of())));

        assertThat(peer.heard).isEmpty();
    }

    @Test
    void aStrayStaleCookieErrorIsNotAnswered() {
        end();
        peer.sayUnder(STRANGE_TAG, new ErrorChunk(List.of(new StaleCookieCause(1))));

        assertThat(peer.heard).isEmpty();
    }

    /** Also one whose MAC is right and that has not expired: an association begins once. */
    @Test
    void aCookieEchoToAnEndedAssociationIsAnsweredByAbort() {
        peer = new ScriptedPeer(AssociationOptions.defaults());
        peer.sayUnder(0, init());
        CookieEchoChunk echo = new CookieEchoChunk(peer.cookie());
        peer.say(echo);
        assertThat(state()).isEqualTo(AssociationState.ESTABLISHED);
        end();
        peer.say(echo);

        assertThat(peer.heard.getFirst().header().verificationTag()).isEqualTo(peer.tagOfEndpoint);
        assertThat(peer.heard.getFirst().chunks()).containsExactly(new AbortChunk(TagOwner.REFLECTED, List.of()));
        assertThat(state()).isEqualTo(AssociationState.CLOSED);
        assertThat(peer.endpoint.events(AssociationOutput.Established.class)).hasSize(1);
    }

    @Test
    void aStraySackIsAnsweredAndChangesNothing() {
        end();
        peer.sayUnder(STRANGE_TAG, new SackChunk(new Tsn(1), 1, List.of(), List.of()));

        assertThat(peer.heard.getFirst().chunks()).containsExactly(new AbortChunk(TagOwner.REFLECTED, List.of()));
        assertThat(peer.endpoint.events(AssociationOutput.Closed.class)).hasSize(1);
    }

    @Test
    void anAssociationThatHasNotBegunAnswersStraysAndTakesNothingOfThem() {
        peer = new ScriptedPeer(AssociationOptions.defaults());
        peer.sayUnder(STRANGE_TAG, ScriptedPeer.data(0, 0, "stray"));

        assertThat(peer.heard.getFirst().header().verificationTag()).isEqualTo(STRANGE_TAG);
        assertThat(peer.heard.getFirst().chunks()).containsExactly(new AbortChunk(TagOwner.REFLECTED, List.of()));
        assertThat(peer.endpoint.texts()).isEmpty();
        assertThat(state()).isEqualTo(AssociationState.NEW);
    }

    private void end() {
        peer.endpoint.association.abort(peer.now, "");
        peer.listen();
        peer.forget();
    }
}
