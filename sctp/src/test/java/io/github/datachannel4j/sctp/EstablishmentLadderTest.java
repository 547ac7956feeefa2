package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.AddressingParameter;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UnknownParameter;
import io.github.datachannel4j.sctp.packet.UnrecognizedParameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstablishmentLadderTest {
    private final Ladder ladder = new Ladder();
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    /** RFC 8261 §6.1. */
    @Test
    void initAndInitAckNameNoAddresses() {
        a.association.connect(ladder.now);
        ladder.runFor(100 * Ladder.MILLIS);

        assertThat(ladder.chunks(a, InitChunk.class).getFirst().handshake().parameters())
                .noneMatch(AddressingParameter.class::isInstance);
        assertThat(ladder.chunks(z, InitAckChunk.class).getFirst().handshake().parameters())
                .noneMatch(AddressingParameter.class::isInstance);
    }

    @Test
    void takesFourPackets() {
        a.association.connect(ladder.now);
        ladder.runFor(100 * Ladder.MILLIS);

        assertThat(ladder.chunksFrom(a)).containsExactly("Init", "CookieEcho");
        assertThat(ladder.chunksFrom(z)).containsExactly("InitAck", "CookieAck");
        assertThat(a.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(z.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(a.events(AssociationOutput.Established.class)).hasSize(1);
        assertThat(z.events(AssociationOutput.Established.class)).hasSize(1);
    }

    @Test
    void bothEndsMayBegin() {
        a.association.connect(ladder.now);
        z.association.connect(ladder.now);
        ladder.runFor(100 * Ladder.MILLIS);

        assertThat(a.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(z.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(a.events(AssociationOutput.Established.class)).hasSize(1);
        assertThat(z.events(AssociationOutput.Established.class)).hasSize(1);
        ladder.send(a, "hello");
        ladder.send(z, "hi");
        ladder.runFor(100 * Ladder.MILLIS);
        assertThat(z.texts()).containsExactly("hello");
        assertThat(a.texts()).containsExactly("hi");
    }

    @Test
    void initAckInACollisionRepeatsTagAndTsnOfTheOwnInit() {
        a.association.connect(ladder.now);
        z.association.connect(ladder.now);
        ladder.runFor(100 * Ladder.MILLIS);

        InitChunk init = ladder.chunks(a, InitChunk.class).getFirst();
        InitAckChunk initAck = ladder.chunks(a, InitAckChunk.class).getFirst();
        assertThat(initAck.initiateTag()).isEqualTo(init.initiateTag());
        assertThat(initAck.initialTsn()).isEqualTo(init.initialTsn());
    }

    @Test
    void aLateSecondConnectDoesNothing() {
        a.association.connect(ladder.now);
        ladder.runFor(100 * Ladder.MILLIS);
        z.association.connect(ladder.now);
        ladder.runFor(100 * Ladder.MILLIS);

        assertThat(ladder.chunks(z, InitChunk.class)).isEmpty();
    }

    @Test
    void secondInitDuringTheHandshakeOfTheFirst() {
        a.association.connect(ladder.now);
        ladder.drain();
        ladder.runFor(Ladder.LATENCY_NANOS + Ladder.MILLIS);
        z.association.connect(ladder.now);
        ladder.runFor(200 * Ladder.MILLIS);
        ladder.send(a, "x");
        ladder.send(z, "y");
        ladder.runFor(200 * Ladder.MILLIS);

        assertThat(z.texts()).containsExactly("x");
        assertThat(a.texts()).containsExactly("y");
    }

    @Test
    void resendsInit() {
        ladder.loseNext(3, InitChunk.class);
        a.association.connect(ladder.now);
        ladder.runFor(10 * Ladder.SECONDS);

        assertThat(a.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(ladder.chunks(a, InitChunk.class)).hasSize(4);
    }

    @Test
    void resendsInitWhenTheInitAckIsLost() {
        ladder.loseNext(InitAckChunk.class);
        a.association.connect(ladder.now);
        ladder.runFor(2 * Ladder.SECONDS);

        assertThat(a.state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    @Test
    void resendsCookieEcho() {
        ladder.loseNext(2, CookieEchoChunk.class);
        a.association.connect(ladder.now);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(a.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(z.events(AssociationOutput.Established.class)).hasSize(1);
    }

    @Test
    void resendsCookieEchoWhenTheCookieAckIsLost() {
        ladder.loseNext(CookieAckChunk.class);
        a.association.connect(ladder.now);
        ladder.runFor(2 * Ladder.SECONDS);

        assertThat(a.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(ladder.chunks(z, CookieAckChunk.class)).hasSize(2);
    }

    @Test
    void dataUnderOurTagReplacesALostCookieAck() {
        ladder.loseNextThat(packet -> packet.has(CookieAckChunk.class));
        a.association.connect(ladder.now);
        ladder.runFor(35 * Ladder.MILLIS);
        ladder.send(z, "early");
        ladder.runFor(50 * Ladder.MILLIS);

        assertThat(ladder.chunks(z, DataChunk.class)).hasSize(1);
        assertThat(a.texts()).containsExactly("early");
        assertThat(a.state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    @Test
    void givesUpWhenInitIsNeverAnswered() {
        Ladder limited = new Ladder(AssociationOptions.defaults().withLimits(new RetransmissionLimits(2, 2)));
        limited.loseNext(100, InitChunk.class);
        limited.a.association.connect(limited.now);
        limited.runFor(60 * Ladder.SECONDS);

        assertThat(limited.chunks(limited.a, InitChunk.class)).hasSize(3);
        assertThat(limited.a.closeReason())
                .isInstanceOfSatisfying(
                        CloseReason.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(CloseReason.Failure.TOO_MANY_RETRANSMISSIONS));
    }

    /** RFC 9260 §4 item 3. */
    @Test
    void givesUpWhenCookieEchoIsNeverAnswered() {
        Ladder limited = new Ladder(AssociationOptions.defaults().withLimits(new RetransmissionLimits(2, 2)));
        limited.loseNext(100, CookieEchoChunk.class);
        limited.a.association.connect(limited.now);
        limited.runFor(60 * Ladder.SECONDS);

        assertThat(limited.chunks(limited.a, InitChunk.class)).hasSize(1);
        assertThat(limited.chunks(limited.a, CookieEchoChunk.class)).hasSize(3);
        assertThat(limited.a.closeReason())
                .isEqualTo(new CloseReason.Failed(
                        CloseReason.Failure.TOO_MANY_RETRANSMISSIONS, "COOKIE ECHO was not answered"));
        assertThat(limited.a.association.nextTimeout()).isEqualTo(Association.NEVER);
    }

    @Test
    void messagesQueuedBeforeAreSentInOrder() {
        ladder.send(a, "one");
        ladder.send(a, "two");
        a.association.connect(ladder.now);
        ladder.runFor(100 * Ladder.MILLIS);

        assertThat(z.texts()).containsExactly("one", "two");
        assertThat(a.association.bufferedBytes()).isZero();
    }

    @Test
    void unknownParametersAreReportedAsTheirTopBitsSay() {
        inject(new UnknownParameter(0x3FFF, Bytes.EMPTY), new UnknownParameter(0xFFFF, Bytes.utf8("never reached")));
        inject(
                new UnknownParameter(0xBFFF, Bytes.utf8("skipped")),
                new UnknownParameter(0xFFFF, Bytes.utf8("reported")),
                new UnknownParameter(0x7FFF, Bytes.utf8("reported, the last")),
                new UnknownParameter(0xFFFF, Bytes.utf8("never reached")));

        List<InitAckChunk> answers = ladder.chunks(z, InitAckChunk.class);
        assertThat(answers.get(0).parameters()).noneMatch(UnrecognizedParameter.class::isInstance);
        assertThat(answers.get(1).parameters().stream()
                        .filter(UnrecognizedParameter.class::isInstance)
                        .map(parameter -> ((UnrecognizedParameter) parameter)
                                .parameter()
                                .slice(4)
                                .toUtf8()))
                .containsExactly("reported", "reported, the last");
    }

    @Test
    void anInitWithoutStreamsIsRefused() {
        HandshakeFields fields = new HandshakeFields(7, 100_000, 0, 10, new Tsn(1), List.of());
        ladder.inject(z, PacketWriter.packetOf(new CommonHeader(5000, 5000, 0), new InitChunk(fields)));

        assertThat(ladder.chunksFrom(z)).containsExactly("Abort");
        assertThat(ladder.sent.getFirst().packet().header().verificationTag()).isEqualTo(7);
        assertThat(z.state()).isEqualTo(AssociationState.NEW);
    }

    @Test
    void anInitIsAnsweredWithoutMemory() {
        for (int i = 0; i < 1_000; i++) {
            inject();
        }

        assertThat(z.state()).isEqualTo(AssociationState.NEW);
        assertThat(z.association.nextTimeout()).isEqualTo(Association.NEVER);
        assertThat(ladder.chunks(z, InitAckChunk.class)).hasSize(100);
    }

    /** Shows {@code z} an INIT with these parameters. */
    private void inject(Parameter... parameters) {
        HandshakeFields fields = new HandshakeFields(7, 100_000, 10, 10, new Tsn(1), List.of(parameters));
        ladder.inject(z, PacketWriter.packetOf(new CommonHeader(5000, 5000, 0), new InitChunk(fields)));
    }

    @Test
    void negotiatesTheLesserStreamCounts() {
        Ladder narrow = new Ladder(
                AssociationOptions.defaults().withStreams(10, 2000),
                AssociationOptions.defaults().withStreams(300, 5));
        narrow.connect();

        assertThat(narrow.a.association.outboundStreams()).isEqualTo(5);
        assertThat(narrow.z.association.inboundStreams()).isEqualTo(5);
        assertThat(narrow.a.association.inboundStreams()).isEqualTo(300);
        assertThat(narrow.z.association.outboundStreams()).isEqualTo(300);
    }
}
