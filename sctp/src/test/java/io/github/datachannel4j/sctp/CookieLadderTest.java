package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.AddressingParameter;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.CookieReceivedWhileShuttingDownCause;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnSupportedParameter;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.ShutdownAckChunk;
import io.github.datachannel4j.sctp.packet.ShutdownChunk;
import io.github.datachannel4j.sctp.packet.StaleCookieCause;
import io.github.datachannel4j.sctp.packet.StateCookieParameter;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UnknownParameter;
import io.github.datachannel4j.sctp.packet.UnrecognizedParametersCause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 9260 §5, the peer's side scripted: what an INIT ACK offers, which cookies are taken, and what a refused one takes with it. */
class CookieLadderTest {
    private static final long WINDOW_BYTES = 100_000;
    private static final Bytes ITS_COOKIE = Bytes.utf8("a cookie of the peer's own making");

    private ScriptedPeer peer = new ScriptedPeer(AssociationOptions.defaults());

    private static InitChunk init() {
        return new InitChunk(ScriptedPeer.fields(WINDOW_BYTES));
    }

    private static InitAckChunk initAck(int tag, Parameter... parameters) {
        return new InitAckChunk(
                new HandshakeFields(tag, WINDOW_BYTES, 10, 10, ScriptedPeer.FIRST, List.of(parameters)));
    }

    private void letConnect() {
        peer.endpoint.association.connect(peer.now);
        peer.listen();
        peer.tagOfEndpoint = peer.all(InitChunk.class).getFirst().initiateTag();
        peer.forget();
    }

    private void echo(Bytes cookie) {
        peer.say(new CookieEchoChunk(cookie));
    }

    private static Bytes changed(Bytes cookie) {
        byte[] bytes = cookie.toArray();
        bytes[bytes.length - 1] ^= 1;
        return Bytes.wrap(bytes);
    }

    private AssociationState state() {
        return peer.endpoint.state();
    }

    // ---- INIT ACK

    @Test
    void anInitAckOffersNoMoreStreamsThanTheInitAllows() {
        peer.sayUnder(0, init());

        InitAckChunk answer = peer.all(InitAckChunk.class).getFirst();
        assertThat(answer.handshake().outboundStreams()).isEqualTo(1000);
        assertThat(answer.handshake().inboundStreams()).isEqualTo(65_535);
    }

    @Test
    void anInitAckWithAHostNameIsRefused() {
        letConnect();
        peer.say(initAck(
                ScriptedPeer.TAG,
                new StateCookieParameter(ITS_COOKIE),
                new AddressingParameter(AddressingParameter.HOST_NAME_ADDRESS, Bytes.utf8("example\0"))));

        assertThat(peer.names()).containsExactly("Abort");
        assertThat(state()).isEqualTo(AssociationState.CLOSED);
    }

    @Test
    void anInitAckWithoutStreamsEndsTheAttempt() {
        letConnect();
        peer.say(new InitAckChunk(new HandshakeFields(
                ScriptedPeer.TAG, WINDOW_BYTES, 0, 10, new Tsn(1), List.of(new StateCookieParameter(ITS_COOKIE)))));

        assertThat(peer.names()).containsExactly("Abort");
        assertThat(peer.heard.getFirst().header().verificationTag()).isEqualTo(ScriptedPeer.TAG);
        assertThat(state()).isEqualTo(AssociationState.CLOSED);
    }

    @Test
    void theCookieIsEchoedAsItCameUnderTheNewTag() {
        letConnect();
        peer.say(initAck(ScriptedPeer.TAG, new StateCookieParameter(ITS_COOKIE)));

        assertThat(peer.heard).hasSize(1);
        assertThat(peer.heard.getFirst().header().verificationTag()).isEqualTo(ScriptedPeer.TAG);
        assertThat(peer.heard.getFirst().chunks()).containsExactly(new CookieEchoChunk(ITS_COOKIE));
    }

    @Test
    void parametersOfAnInitAckThatAreUnknownAreReportedBehindTheCookieEcho() {
        letConnect();
        peer.say(initAck(
                ScriptedPeer.TAG,
                new StateCookieParameter(ITS_COOKIE),
                new UnknownParameter(0xFFFF, Bytes.utf8("new"))));

        assertThat(peer.names()).containsExactly("CookieEcho+Error");
        assertThat(peer.all(ErrorChunk.class).getFirst().causes())
                .hasSize(1)
                .first()
                .isInstanceOf(UnrecognizedParametersCause.class);
    }

    @Test
    void aParameterThatStopsTheReadingHidesWhatFollowsItAndNothingElse() {
        UnknownParameter stop = new UnknownParameter(0x3FFF, Bytes.EMPTY);
        assertThat(isSkippingAgreed(stop, ForwardTsnSupportedParameter.INSTANCE))
                .isFalse();
        assertThat(isSkippingAgreed(ForwardTsnSupportedParameter.INSTANCE, stop))
                .isTrue();
    }

    private static boolean isSkippingAgreed(Parameter... parameters) {
        ScriptedPeer other = new ScriptedPeer(AssociationOptions.defaults());
        other.sayUnder(0, new InitChunk(ScriptedPeer.fields(WINDOW_BYTES, parameters)));
        other.say(new CookieEchoChunk(other.cookie()));
        return other.endpoint
                .events(AssociationOutput.Established.class)
                .getFirst()
                .peer()
                .partialReliability();
    }

    // ---- INIT when it is not expected

    @Test
    void anInitThatCannotBeUsedChangesNoAssociation() {
        peer = ScriptedPeer.established();
        peer.sayUnder(0, new InitChunk(ScriptedPeer.fields(1_000)));

        assertThat(peer.names()).containsExactly("Abort");
        assertThat(state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    @Test
    void theAnswerToAnInitInTheMiddleHasANewTag() {
        peer = ScriptedPeer.established();
        int tag = peer.tagOfEndpoint;
        peer.sayUnder(0, init());

        assertThat(peer.all(InitAckChunk.class)).hasSize(1).noneMatch(answer -> answer.initiateTag() == tag);
        assertThat(peer.heard.getFirst().header().verificationTag()).isEqualTo(ScriptedPeer.TAG);
    }

    @Test
    void congestionControlBeginsAnewAfterARestart() {
        peer = ScriptedPeer.established();
        long before = peer.endpoint.association.metrics().congestion().cwndBytes();
        peer.letSend("x".repeat(5_000), SendOptions.ordered());
        peer.pass(5 * Ladder.SECONDS);
        assertThat(peer.endpoint.association.metrics().congestion().cwndBytes()).isLessThan(before);

        peer.sayUnder(0, new InitChunk(new HandshakeFields(77, WINDOW_BYTES, 10, 10, new Tsn(5), List.of())));
        echo(peer.cookie());
        assertThat(peer.endpoint.events(AssociationOutput.Restarted.class)).hasSize(1);
        assertThat(peer.endpoint.association.metrics().congestion().cwndBytes()).isEqualTo(before);
    }

    @Test
    void anInitInShutdownAckSentIsAnsweredByAnotherShutdownAck() {
        endpointInShutdownAckSent();
        peer.sayUnder(0, init());

        assertThat(peer.names()).containsExactly("ShutdownAck");
        assertThat(state()).isEqualTo(AssociationState.SHUTDOWN_ACK_SENT);
    }

    @Test
    void aRestartInShutdownAckSentIsRefused() {
        peer = ScriptedPeer.established();
        peer.sayUnder(0, new InitChunk(new HandshakeFields(77, WINDOW_BYTES, 10, 10, new Tsn(5), List.of())));
        int tagBefore = peer.tagOfEndpoint;
        Bytes cookie = peer.cookie();
        int tagOfRestart = peer.tagOfEndpoint;
        peer.sayUnder(tagBefore, new ShutdownChunk(peer.firstOfEndpoint.previous()));
        peer.forget();
        peer.sayUnder(tagOfRestart, new CookieEchoChunk(cookie));

        assertThat(peer.names()).containsExactly("ShutdownAck", "Error");
        assertThat(peer.all(ErrorChunk.class).getFirst().causes())
                .containsExactly(CookieReceivedWhileShuttingDownCause.INSTANCE);
        assertThat(state()).isEqualTo(AssociationState.SHUTDOWN_ACK_SENT);
    }

    private void endpointInShutdownAckSent() {
        peer = ScriptedPeer.established();
        peer.say(new ShutdownChunk(peer.firstOfEndpoint.previous()));
        assertThat(peer.all(ShutdownAckChunk.class)).hasSize(1);
        peer.forget();
    }

    // ---- COOKIE ECHO

    @Test
    void aChangedCookieTakesTheRestOfItsPacketWithIt() {
        peer.sayUnder(0, init());
        Bytes cookie = peer.cookie();
        echo(cookie);
        peer.forget();
        peer.say(new CookieEchoChunk(changed(cookie)), ScriptedPeer.data(0, 0, "smuggled"));

        assertThat(peer.heard).isEmpty();
        assertThat(peer.endpoint.texts()).isEmpty();
    }

    @Test
    void aCookieUnderAnotherTagIsDropped() {
        peer.sayUnder(0, init());
        Bytes cookie = peer.cookie();
        peer.forget();
        peer.sayUnder(peer.tagOfEndpoint + 1, new CookieEchoChunk(cookie));

        assertThat(peer.heard).isEmpty();
        assertThat(state()).isEqualTo(AssociationState.NEW);
    }

    @Test
    void aStaleCookieOfACollisionTakesItsDataWithIt() {
        letConnect();
        peer.sayUnder(0, init());
        Bytes cookie = peer.cookie();
        peer.say(initAck(0x0CAB, new StateCookieParameter(ITS_COOKIE)));
        assertThat(state()).isEqualTo(AssociationState.COOKIE_ECHOED);
        peer.pass(61 * Ladder.SECONDS);
        peer.forget();
        peer.say(new CookieEchoChunk(cookie), ScriptedPeer.data(0, 0, "stale"));

        assertThat(peer.all(ErrorChunk.class).getFirst().causes().getFirst()).isInstanceOf(StaleCookieCause.class);
        assertThat(state()).isEqualTo(AssociationState.COOKIE_ECHOED);
        assertThat(peer.endpoint.texts()).isEmpty();
    }

    @Test
    void theCookieOfThisAssociationIsGoodHoweverOldItIs() {
        peer.sayUnder(0, init());
        Bytes cookie = peer.cookie();
        echo(cookie);
        peer.pass(200 * Ladder.SECONDS);
        peer.forget();
        echo(cookie);

        assertThat(peer.names()).containsExactly("CookieAck");
        assertThat(peer.endpoint.events(AssociationOutput.Established.class)).hasSize(1);
    }

    @Test
    void theCookieAckComesFirstAndTheDataIsAcknowledgedWithIt() {
        peer.sayUnder(0, init());
        Bytes cookie = peer.cookie();
        peer.forget();
        peer.say(new CookieEchoChunk(cookie), ScriptedPeer.data(0, 0, "early"));

        assertThat(peer.names()).containsExactly("CookieAck+Sack");
    }

    // ---- COOKIE ACK and stale cookies when they are not expected

    @Test
    void aCookieAckOutsideOfCookieEchoedIsIgnored() {
        letConnect();
        peer.say(CookieAckChunk.INSTANCE);
        assertThat(state()).isEqualTo(AssociationState.COOKIE_WAIT);

        peer = ScriptedPeer.established();
        peer.say(CookieAckChunk.INSTANCE);
        assertThat(peer.endpoint.events(AssociationOutput.Established.class)).hasSize(1);
        assertThat(peer.heard).isEmpty();
    }

    @Test
    void aStaleCookieErrorOutsideOfCookieEchoedIsIgnored() {
        peer = ScriptedPeer.established();
        peer.say(new ErrorChunk(List.of(new StaleCookieCause(1))));

        assertThat(peer.heard).isEmpty();
        assertThat(peer.all(AbortChunk.class)).isEmpty();
        assertThat(state()).isEqualTo(AssociationState.ESTABLISHED);
    }
}
