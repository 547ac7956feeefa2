package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatAckChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.packet.InvalidStreamIdentifierCause;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.UnknownChunk;
import io.github.datachannel4j.sctp.packet.UnrecognizedChunkTypeCause;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownChunkLadderTest {
    private static final HeartbeatChunk PROOF_OF_GOING_ON = new HeartbeatChunk(Bytes.utf8("go on"));

    private final Ladder ladder = Ladder.established();
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    private void inject(Chunk... chunks) {
        ladder.send(a, "for the tag");
        ladder.drain();
        CommonHeader header = ladder.sent.getLast().packet().header();
        PacketWriter packet = new PacketWriter(header, 1000);
        for (Chunk chunk : chunks) {
            packet.add(chunk);
        }
        ladder.inject(z, packet.finish());
    }

    @ParameterizedTest
    @CsvSource({
        "0x3F, false, false",
        "0x7F, false, true",
        "0xBF, true, false",
        "0xFF, true, true",
    })
    void theTwoTopBitsSayWhatToDo(int type, boolean goesOn, boolean reports) {
        inject(new UnknownChunk(type, 0, Bytes.utf8("unknown")), PROOF_OF_GOING_ON);

        assertThat(ladder.chunks(z, HeartbeatAckChunk.class)).hasSize(goesOn ? 1 : 0);
        assertThat(ladder.chunks(z, ErrorChunk.class)).hasSize(reports ? 1 : 0);
    }

    @Test
    void theReportShowsTheChunk() {
        inject(new UnknownChunk(0xFF, 5, Bytes.utf8("abc")));

        UnrecognizedChunkTypeCause cause = (UnrecognizedChunkTypeCause)
                ladder.chunks(z, ErrorChunk.class).getFirst().causes().getFirst();
        assertThat(cause.chunk().toArray()).containsExactly(0xFF, 5, 0, 7, 'a', 'b', 'c');
    }

    @Test
    void reportsAreBounded() {
        for (int i = 0; i < 200; i++) {
            inject(new UnknownChunk(0xFF, 0, Bytes.EMPTY));
        }

        assertThat(ladder.chunks(z, ErrorChunk.class)).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void dataOnAStreamThatDoesNotExistIsAcknowledgedAndReported() {
        Ladder narrow = Ladder.established(AssociationOptions.defaults().withStreams(10, 10));
        narrow.send(narrow.a, "x");
        narrow.drain();
        Ladder.Sent first = narrow.sent.getLast();
        DataChunk data = (DataChunk) first.packet().chunks().getFirst();
        DataChunk astray = new DataChunk(
                data.flags(), data.tsn().next(), new StreamId(10), data.ssn(), data.ppid(), data.payload());
        narrow.runFor(15 * Ladder.MILLIS);
        narrow.inject(narrow.z, PacketWriter.packetOf(first.packet().header(), astray));

        assertThat(narrow.chunks(narrow.z, ErrorChunk.class).getFirst().causes())
                .containsExactly(new InvalidStreamIdentifierCause(new StreamId(10)));
        assertThat(narrow.chunks(narrow.z, SackChunk.class).getLast().cumulativeTsnAck())
                .isEqualTo(astray.tsn());
        assertThat(narrow.z.texts()).containsExactly("x");
    }

    @Test
    void dataWithoutUserDataEndsTheAssociation() {
        ladder.send(a, "x");
        ladder.drain();
        Ladder.Sent first = ladder.sent.getLast();
        DataChunk data = (DataChunk) first.packet().chunks().getFirst();
        DataChunk empty =
                new DataChunk(data.flags(), data.tsn().next(), data.streamId(), data.ssn(), data.ppid(), Bytes.EMPTY);
        ladder.inject(z, PacketWriter.packetOf(first.packet().header(), empty));
        ladder.runFor(Ladder.SECONDS);

        assertThat(z.closeReason())
                .isInstanceOfSatisfying(
                        CloseReason.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(CloseReason.Failure.PROTOCOL_VIOLATION));
        assertThat(a.closeReason()).isEqualTo(new CloseReason.AbortedByPeer(9, ""));
    }

    @Test
    void garbageIsDropped() {
        Random random = new Random(4711);
        for (int i = 0; i < 2000; i++) {
            byte[] garbage = new byte[random.nextInt(100)];
            random.nextBytes(garbage);
            ladder.inject(z, Bytes.wrap(garbage));
        }

        assertThat(z.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(z.association.metrics().traffic().packetsDropped()).isEqualTo(2000);
    }
}
