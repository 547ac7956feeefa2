package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.AddressingParameter;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.CookiePreservativeParameter;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.InvalidMandatoryParameterCause;
import io.github.datachannel4j.sctp.packet.MissingMandatoryParameterCause;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.StaleCookieCause;
import io.github.datachannel4j.sctp.packet.StateCookieParameter;
import io.github.datachannel4j.sctp.packet.TagOwner;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UnresolvableAddressCause;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The finer rules of RFC 9260 §5: what rides with the cookie, what an INIT or INIT ACK must not say, cookies that are late. */
class HandshakeLadderTest {
    private final Ladder ladder = new Ladder();
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    private static HandshakeFields fields(int tag, long windowBytes, Parameter... parameters) {
        return new HandshakeFields(tag, windowBytes, 10, 10, new Tsn(1), List.of(parameters));
    }

    private void injectInit(HandshakeFields fields) {
        ladder.inject(z, PacketWriter.packetOf(new CommonHeader(5000, 5000, 0), new InitChunk(fields)));
    }

    /** Lets {@code a} begin and answers in the name of {@code z}. */
    private void answerInit(HandshakeFields fields) {
        a.association.connect(ladder.now);
        ladder.drain();
        int tag = ladder.chunks(a, InitChunk.class).getFirst().initiateTag();
        ladder.sent.clear();
        ladder.inject(a, PacketWriter.packetOf(new CommonHeader(5000, 5000, tag), new InitAckChunk(fields)));
    }

    private AbortChunk abortFrom(Endpoint endpoint) {
        return ladder.chunks(endpoint, AbortChunk.class).getFirst();
    }

    // ---- DATA with the COOKIE ECHO

    @Test
    void dataRidesWithTheCookieEcho() {
        ladder.send(a, "early");
        a.association.connect(ladder.now);
        ladder.runFor(100 * Ladder.MILLIS);

        assertThat(ladder.chunksFrom(a)).containsExactly("Init", "CookieEcho+Data");
        assertThat(ladder.chunksFrom(z)).containsExactly("InitAck", "CookieAck+Sack");
        assertThat(z.texts()).containsExactly("early");
    }

    @Test
    void nothingElseIsSentUntilTheCookieAckIsBack() {
        ladder.send(a, 20_000);
        ladder.loseNext(CookieAckChunk.class);
        a.association.connect(ladder.now);
        ladder.runFor(400 * Ladder.MILLIS);
        assertThat(ladder.chunksFrom(a)).containsExactly("Init", "CookieEcho+Data");

        ladder.runFor(2 * Ladder.SECONDS);
        assertThat(z.messages()).hasSize(1);
    }

    @Test
    void aLostCookieEchoIsRepeatedWithItsData() {
        ladder.send(a, "early");
        ladder.loseNext(CookieEchoChunk.class);
        a.association.connect(ladder.now);
        ladder.runFor(2 * Ladder.SECONDS);

        assertThat(ladder.chunksFrom(a)).containsExactly("Init", "CookieEcho+Data", "CookieEcho+Data");
        assertThat(z.texts()).containsExactly("early");
    }

    @Test
    void dataOfACookieThatCrossedIsSentAgainUnderTheSameTsn() {
        ladder.send(a, "early");
        a.association.connect(ladder.now);
        ladder.loseNext(CookieEchoChunk.class);
        ladder.runFor(25 * Ladder.MILLIS);
        // A peer that picks a new tag for its own INIT, as some do (§5.2.4 B).
        Endpoint other = new Endpoint("other", AssociationOptions.defaults(), 9);
        ladder.z = other;
        other.association.connect(ladder.now);
        shuttle(other);
        shuttle(other);
        shuttle(other);

        assertThat(a.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(other.texts()).containsExactly("early");
        assertThat(a.events(AssociationOutput.Restarted.class)).isEmpty();
    }

    /** Carries what both have to say at once, without the wire. */
    private void shuttle(Endpoint other) {
        other.drain(ladder.now).forEach(packet -> a.association.receive(ladder.now, packet));
        a.drain(ladder.now).forEach(packet -> other.association.receive(ladder.now, packet));
    }

    @Test
    void aCookieThatFillsThePacketGoesAlone() {
        ladder.send(a, "waits");
        answerInit(fields(7, 100_000, new StateCookieParameter(Ladder.pattern(3_000))));

        assertThat(ladder.chunksFrom(a)).containsExactly("CookieEcho");
        assertThat(ladder.chunks(a, DataChunk.class)).isEmpty();
    }

    // ---- the round trip of the handshake

    @Test
    void theHandshakeMeasuresTheRoundTrip() {
        a.association.connect(ladder.now);
        ladder.runFor(100 * Ladder.MILLIS);

        assertThat(a.association.metrics().path().srttNanos()).isEqualTo(2 * Ladder.LATENCY_NANOS);
    }

    @Test
    void aRepeatedInitMeasuresNothing() {
        ladder.loseNext(InitChunk.class);
        a.association.connect(ladder.now);
        ladder.runFor(550 * Ladder.MILLIS);

        assertThat(a.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(a.association.metrics().path().srttNanos()).isZero();
    }

    // ---- what an INIT must not say

    @Test
    void anInitWithoutATagIsIgnored() {
        injectInit(fields(0, 100_000));

        assertThat(ladder.sent).isEmpty();
    }

    @Test
    void anInitWithATinyWindowIsRefused() {
        injectInit(fields(7, 1499));

        assertThat(abortFrom(z))
                .isEqualTo(new AbortChunk(TagOwner.RECEIVER, List.of(InvalidMandatoryParameterCause.INSTANCE)));
        assertThat(ladder.sent.getFirst().packet().header().verificationTag()).isEqualTo(7);
        assertThat(z.state()).isEqualTo(AssociationState.NEW);
    }

    @Test
    void anInitThatSendsOnNoStreamIsRefused() {
        injectInit(new HandshakeFields(7, 100_000, 0, 10, new Tsn(1), List.of()));

        assertThat(abortFrom(z).causes()).containsExactly(InvalidMandatoryParameterCause.INSTANCE);
        assertThat(z.state()).isEqualTo(AssociationState.NEW);
    }

    @Test
    void anInitThatTakesNoStreamIsRefused() {
        injectInit(new HandshakeFields(7, 100_000, 10, 0, new Tsn(1), List.of()));

        assertThat(abortFrom(z).causes()).containsExactly(InvalidMandatoryParameterCause.INSTANCE);
        assertThat(z.state()).isEqualTo(AssociationState.NEW);
    }

    @Test
    void anInitWithAHostNameIsRefused() {
        AddressingParameter host =
                new AddressingParameter(AddressingParameter.HOST_NAME_ADDRESS, Bytes.utf8("example\0"));
        injectInit(fields(7, 100_000, host));

        assertThat(abortFrom(z).causes()).hasSize(1).first().isInstanceOf(UnresolvableAddressCause.class);
    }

    @Test
    void anInitWithAddressesIsAnsweredWithoutRegardToThem() {
        injectInit(fields(7, 100_000, new AddressingParameter(AddressingParameter.IPV4_ADDRESS, Ladder.pattern(4))));

        assertThat(ladder.chunksFrom(z)).containsExactly("InitAck");
    }

    // ---- what an INIT ACK must not say

    @Test
    void anInitAckWithoutATagEndsTheAttempt() {
        answerInit(fields(0, 100_000, new StateCookieParameter(Bytes.utf8("cookie"))));

        assertThat(abortFrom(a).verificationTag()).isEqualTo(TagOwner.REFLECTED);
        assertThat(a.state()).isEqualTo(AssociationState.CLOSED);
    }

    @Test
    void anInitAckWithoutACookieIsRefused() {
        answerInit(fields(7, 100_000));

        assertThat(abortFrom(a).causes())
                .containsExactly(new MissingMandatoryParameterCause(List.of(StateCookieParameter.TYPE)));
        assertThat(a.closeReason()).isInstanceOf(CloseReason.Failed.class);
    }

    @Test
    void anInitAckWithATinyWindowIsRefused() {
        answerInit(fields(7, 1000, new StateCookieParameter(Bytes.utf8("cookie"))));

        assertThat(abortFrom(a).causes()).containsExactly(InvalidMandatoryParameterCause.INSTANCE);
    }

    @Test
    void anInitAckThatSendsOnNoStreamIsRefused() {
        answerInit(withCookie(0, 10));

        assertThat(abortFrom(a).causes()).containsExactly(InvalidMandatoryParameterCause.INSTANCE);
        assertThat(a.closeReason()).isInstanceOf(CloseReason.Failed.class);
    }

    @Test
    void anInitAckThatTakesNoStreamIsRefused() {
        answerInit(withCookie(10, 0));

        assertThat(abortFrom(a).causes()).containsExactly(InvalidMandatoryParameterCause.INSTANCE);
        assertThat(a.closeReason()).isInstanceOf(CloseReason.Failed.class);
    }

    private static HandshakeFields withCookie(int outboundStreams, int inboundStreams) {
        return new HandshakeFields(
                7,
                100_000,
                outboundStreams,
                inboundStreams,
                new Tsn(1),
                List.of(new StateCookieParameter(Bytes.utf8("cookie"))));
    }

    @Test
    void anInitAckOutsideOfCookieWaitIsIgnored() {
        ladder.connect();
        InitAckChunk late = new InitAckChunk(fields(7, 100_000, new StateCookieParameter(Bytes.utf8("cookie"))));
        ladder.send(z, "x");
        ladder.drain();
        CommonHeader header = ladder.sent.getFirst().packet().header();
        ladder.sent.clear();
        ladder.inject(a, PacketWriter.packetOf(header, late));

        assertThat(a.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(ladder.sent).isEmpty();
    }

    // ---- cookies

    @Test
    void aChangedCookieIsDroppedInSilence() {
        a.association.connect(ladder.now);
        ladder.runFor(15 * Ladder.MILLIS);
        InitAckChunk answer = ladder.chunks(z, InitAckChunk.class).getFirst();
        ladder.sent.clear();
        byte[] cookie = Objects.requireNonNull(answer.handshake().parameter(StateCookieParameter.class))
                .cookie()
                .toArray();
        cookie[3] ^= 1;
        ladder.inject(
                z,
                PacketWriter.packetOf(
                        new CommonHeader(5000, 5000, answer.initiateTag()), new CookieEchoChunk(Bytes.wrap(cookie))));

        assertThat(ladder.chunksFrom(z)).isEmpty();
        assertThat(z.state()).isEqualTo(AssociationState.NEW);
    }

    @Test
    void theNextInitAsksForALongerLifeOfTheCookie() {
        lateCookie();

        assertThat(ladder.chunks(z, ErrorChunk.class))
                .anyMatch(error ->
                        error.causes().getFirst() instanceof StaleCookieCause stale && stale.stalenessMicros() > 0);
        InitChunk second = ladder.chunks(a, InitChunk.class).get(1);
        CookiePreservativeParameter wish = second.handshake().parameter(CookiePreservativeParameter.class);
        assertThat(wish).isEqualTo(new CookiePreservativeParameter(1_020));
        assertThat(a.state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    @Test
    void dataOfAStaleCookieIsSentAgain() {
        ladder.send(a, "patient");
        lateCookie();

        assertThat(z.texts()).containsExactly("patient");
    }

    /** The COOKIE ECHO comes after more than a minute. */
    private void lateCookie() {
        a.association.connect(ladder.now);
        ladder.loseNext(CookieEchoChunk.class);
        ladder.runFor(25 * Ladder.MILLIS);
        ladder.loseEvery(1);
        ladder.runFor(61 * Ladder.SECONDS);
        ladder.loseEvery(0);
        ladder.runFor(10 * Ladder.SECONDS);
    }

    @Test
    void aFloodOfCookiesIsAnsweredByOneCookieAck() {
        a.association.connect(ladder.now);
        ladder.runFor(100 * Ladder.MILLIS);
        Bytes echo = ladder.sent.stream()
                .filter(packet -> packet.has(CookieEchoChunk.class))
                .findFirst()
                .orElseThrow()
                .bytes();
        ladder.sent.clear();
        for (int i = 0; i < 10_000; i++) {
            z.association.receive(ladder.now, echo);
        }
        ladder.drain();

        assertThat(ladder.chunksFrom(z)).containsExactly("CookieAck");
        assertThat(ladder.chunks(z, SackChunk.class)).isEmpty();
    }
}
