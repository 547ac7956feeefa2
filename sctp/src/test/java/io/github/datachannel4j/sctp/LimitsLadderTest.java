package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.HeartbeatAckChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Ssn;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.testkit.Allocation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that keeps the format but not the rules: {@code z} is the victim. */
class LimitsLadderTest {
    private static final int WHOLE = DataChunk.BEGINNING | DataChunk.ENDING;

    private final Ladder ladder = Ladder.established();
    private final Endpoint z = ladder.z;
    private CommonHeader header = new CommonHeader(5000, 5000, 0);
    /** The next TSN that {@code z} expects. */
    private Tsn next = new Tsn(0);

    @BeforeEach
    void learnTagAndTsn() {
        ladder.send(ladder.a, "x");
        ladder.runFor(Ladder.SECONDS);
        Ladder.Sent first = ladder.sent.getFirst();
        header = first.packet().header();
        next = ((DataChunk) first.packet().chunks().getFirst()).tsn().next();
        ladder.sent.clear();
    }

    private void inject(Chunk chunk) {
        ladder.inject(z, PacketWriter.packetOf(header, chunk));
    }

    private static DataChunk data(Tsn tsn, int flags, int ssn) {
        return new DataChunk(flags, tsn, Ladder.STREAM, new Ssn(ssn), Ppid.BINARY, Bytes.utf8("d"));
    }

    private SackChunk lastSack() {
        return ladder.chunks(z, SackChunk.class).getLast();
    }

    @Test
    void aTsnTooFarAheadIsNotKept() {
        inject(data(next.plus(70_000), WHOLE | DataChunk.UNORDERED, 0));

        assertThat(z.messages()).hasSize(1);
        assertThat(lastSack().gapAckBlocks()).isEmpty();
    }

    @Test
    void manyGapsFitIntoOnePacket() {
        for (int i = 1; i < 4_000; i += 2) {
            z.association.receive(
                    ladder.now, PacketWriter.packetOf(header, data(next.plus(i), WHOLE | DataChunk.UNORDERED, 0)));
        }
        ladder.drain();

        assertThat(lastSack().gapAckBlocks()).hasSizeBetween(20, 280);
        assertThat(ladder.sent).allMatch(packet -> packet.bytes().length() <= 1191);
    }

    @Test
    void fragmentsOfOneByteCannotFillTheMemory() {
        inject(data(next, DataChunk.BEGINNING, 1));
        for (int i = 1; i < 300_000 && z.state() == AssociationState.ESTABLISHED; i++) {
            z.association.receive(ladder.now, PacketWriter.packetOf(header, data(next.plus(i), 0, 1)));
        }
        ladder.drain();

        assertThat(z.closeReason())
                .isInstanceOfSatisfying(
                        CloseReason.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(CloseReason.Failure.OUT_OF_RESOURCE));
    }

    @Test
    void waitingMessagesOfOneByteCannotFillTheMemory() {
        // The first number never comes; the others wait for it.
        for (int i = 0; i < 300_000 && z.state() == AssociationState.ESTABLISHED; i++) {
            int ssn = 2 + i % 30_000;
            z.association.receive(ladder.now, PacketWriter.packetOf(header, data(next.plus(i), WHOLE, ssn)));
        }
        ladder.drain();

        assertThat(z.association.metrics().receive().heldBytes()).isLessThan(150_000);
    }

    /** On each stream two, as far apart as numbers can be: what is held may not depend on what is left out between them. */
    @Test
    void messagesThatWaitOnManyStreamsCannotFillTheMemory() {
        int streams = 2_000;
        List<Bytes> packets = new ArrayList<>();
        for (int stream = 0; stream < streams; stream++) {
            packets.add(waiting(next.plus(2 * stream), stream, 1));
            packets.add(waiting(next.plus(2 * stream + 1), stream, 32_767));
        }
        Allocation allocation = Allocation.begin();
        packets.forEach(packet -> z.association.receive(ladder.now, packet));

        assertThat(allocation.bytes() / packets.size())
                .as("bytes allocated for a message of one byte")
                .isLessThan(2_000);
        assertThat(z.association.metrics().receive().heldBytes()).isEqualTo(packets.size());
        ladder.drain();
    }

    private Bytes waiting(Tsn tsn, int stream, int ssn) {
        DataChunk chunk =
                new DataChunk(WHOLE, tsn, new StreamId(1 + stream), new Ssn(ssn), Ppid.BINARY, Bytes.utf8("d"));
        return PacketWriter.packetOf(header, chunk);
    }

    @Test
    void aSackOfWhatWasNeverSentIsIgnored() {
        ladder.send(z, "kept");
        ladder.drain();
        Tsn sent = ladder.chunks(z, DataChunk.class).getLast().tsn();
        inject(new SackChunk(sent.plus(1), 1_000_000, List.of(), List.of()));
        inject(new SackChunk(sent.previous(), 1_000_000, List.of(new GapAckBlock(2, 3)), List.of()));

        assertThat(z.association.metrics().send().outstandingChunks()).isEqualTo(1);
        ladder.runFor(Ladder.SECONDS);
        assertThat(ladder.a.texts()).containsExactly("kept");
    }

    @Test
    void aForwardTsnFarAheadIsFollowed() {
        inject(new ForwardTsnChunk(next.plus(2_000_000), List.of()));
        inject(data(next.plus(2_000_001), WHOLE, 1));

        assertThat(z.messages()).hasSize(2);
        ladder.runFor(Ladder.SECONDS);
        assertThat(lastSack().cumulativeTsnAck()).isEqualTo(next.plus(2_000_001));
    }

    @Test
    void aForwardTsnOfThePastIsAnsweredAndNothingElse() {
        inject(new ForwardTsnChunk(
                next.previous(), List.of(new ForwardTsnChunk.SkippedStream(Ladder.STREAM, new Ssn(9)))));
        inject(data(next, WHOLE, 1));

        assertThat(z.messages()).hasSize(2);
    }

    @Test
    void aFloodOfHeartbeatsIsAnsweredInBounds() {
        for (int i = 0; i < 10_000; i++) {
            z.association.receive(ladder.now, PacketWriter.packetOf(header, new HeartbeatChunk(Bytes.utf8("h" + i))));
        }
        ladder.drain();

        assertThat(ladder.chunks(z, HeartbeatAckChunk.class)).hasSizeBetween(1, 32);
    }

    @Test
    void aSackThatFindsNoRoomGoesWithTheNextPacket() {
        // The answer to the heartbeat leaves eight bytes of the packet.
        PacketWriter packet = new PacketWriter(header, 1_400);
        packet.add(new HeartbeatChunk(Ladder.pattern(1_160))).add(data(next, WHOLE | DataChunk.IMMEDIATE, 1));
        ladder.inject(z, packet.finish());

        assertThat(ladder.chunksFrom(z)).containsExactly("HeartbeatAck", "Sack");
        assertThat(lastSack().cumulativeTsnAck()).isEqualTo(next);
    }

    @Test
    void aHeartbeatLargerThanOurPacketsIsNotAnswered() {
        inject(new HeartbeatChunk(Ladder.pattern(1_500)));
        inject(new HeartbeatChunk(Bytes.utf8("small")));

        assertThat(ladder.chunks(z, HeartbeatAckChunk.class))
                .containsExactly(new HeartbeatAckChunk(Bytes.utf8("small")));
    }
}
