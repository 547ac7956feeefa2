package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.ShutdownChunk;
import io.github.datachannel4j.sctp.packet.Ssn;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UserInitiatedAbortCause;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that lies and floods: {@code z} is the victim, and each bound is a count. More of it in {@link LimitsLadderTest}. */
class HostilePeerLadderTest {
    private static final int FLOOD = 5_000;

    private final Ladder ladder = Ladder.established();
    private final Endpoint z = ladder.z;
    private CommonHeader header = new CommonHeader(5000, 5000, 0);
    private Tsn own = new Tsn(0);

    @BeforeEach
    void learnTagAndTsn() {
        ladder.send(ladder.a, "x");
        ladder.drain();
        Ladder.Sent first = ladder.sent.getFirst();
        header = first.packet().header();
        own = ((DataChunk) first.packet().chunks().getFirst()).tsn();
        ladder.runFor(Ladder.SECONDS);
        ladder.sent.clear();
    }

    private void flood(Chunk chunk) {
        for (int i = 0; i < FLOOD; i++) {
            z.association.receive(ladder.now, PacketWriter.packetOf(header, chunk));
        }
        ladder.drain();
    }

    private Tsn sendFromZ() {
        ladder.send(z, "precious");
        ladder.drain();
        return ladder.chunks(z, DataChunk.class).getLast().tsn();
    }

    private void inject(Chunk chunk) {
        ladder.inject(z, PacketWriter.packetOf(header, chunk));
    }

    @Test
    void aFloodOfDuplicatesIsAnsweredByOneSackWithTwentyOfThem() {
        flood(new DataChunk(
                DataChunk.BEGINNING | DataChunk.ENDING, own, Ladder.STREAM, Ssn.ZERO, Ppid.BINARY, Bytes.utf8("d")));

        assertThat(ladder.chunks(z, SackChunk.class)).hasSize(1);
        assertThat(ladder.chunks(z, SackChunk.class).getFirst().duplicateTsns()).hasSizeLessThanOrEqualTo(20);
        assertThat(z.messages()).hasSize(1);
    }

    @Test
    void aStormOfResetsIsAnsweredInBounds() {
        flood(new ReconfigChunk(List.of(new OutgoingSsnResetRequest(own, own, own, List.of(Ladder.STREAM)))));

        assertThat(ladder.chunks(z, ReconfigChunk.class)).hasSizeLessThanOrEqualTo(32);
        assertThat(z.events(AssociationOutput.IncomingStreamsReset.class)).hasSize(1);
    }

    @Test
    void aFloodOfErrorsIsToldInBounds() {
        flood(new ErrorChunk(List.of(UserInitiatedAbortCause.of("nonsense"))));

        assertThat(z.events(AssociationOutput.PeerReportedError.class)).hasSize(10);
    }

    @Test
    void anAcknowledgementOfTheFutureIsIgnored() {
        Tsn sent = sendFromZ();
        inject(new SackChunk(sent.plus(1_000_000), 1_000_000, List.of(), List.of()));
        inject(new SackChunk(sent.previous(), 1_000_000, List.of(new GapAckBlock(1, 60_000)), List.of()));
        inject(new ShutdownChunk(sent.plus(5)));

        assertThat(z.association.metrics().send().outstandingChunks()).isEqualTo(1);
    }

    @Test
    void anAcknowledgementThatIsTakenBackIsMadeGoodByTheTimeOut() {
        Tsn first = sendFromZ();
        ladder.loseEvery(1);
        sendFromZ();
        inject(new SackChunk(first.previous(), 1_000_000, List.of(new GapAckBlock(1, 1)), List.of()));
        inject(new SackChunk(first.previous(), 1_000_000, List.of(), List.of()));
        ladder.loseEvery(0);
        ladder.runFor(10 * Ladder.SECONDS);

        assertThat(ladder.a.texts()).contains("precious", "precious");
        assertThat(z.association.metrics().send().outstandingChunks()).isZero();
    }

    @Test
    void aWindowThatShrinksStopsNewDataAndLosesNone() {
        Tsn sent = sendFromZ();
        inject(new SackChunk(sent.previous(), 0, List.of(), List.of()));
        for (int i = 0; i < 100; i++) {
            ladder.send(z, 10_000);
        }
        ladder.drain();

        assertThat(z.association.metrics().send().outstandingChunks()).isEqualTo(1);
        assertThat(z.association.bufferedBytes()).isEqualTo(1_000_000);
    }
}
