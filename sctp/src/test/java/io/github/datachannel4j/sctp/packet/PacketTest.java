package io.github.datachannel4j.sctp.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.StreamId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTest {
    private static final int CHECKSUM_AT = 8;

    private final Bytes cookieAck = PacketWriter.packetOf(ChunkSamples.HEADER, CookieAckChunk.INSTANCE);

    @Test
    void needsTheRightChecksum() {
        byte[] damaged = cookieAck.toArray();
        damaged[CHECKSUM_AT] ^= 1;
        assertThatThrownBy(() -> Packet.parse(Bytes.wrap(damaged))).hasMessage("wrong checksum");
        assertThatThrownBy(() -> Packet.parse(Bytes.wrap(damaged), ZeroChecksum.ACCEPTED))
                .hasMessage("wrong checksum");
    }

    @Test
    void mayHaveAZeroChecksumOnlyWhereThatIsAgreed() throws MalformedPacketException {
        Bytes zero = new PacketWriter(ChunkSamples.HEADER, 16)
                .add(CookieAckChunk.INSTANCE)
                .finishWithZeroChecksum();
        assertThatThrownBy(() -> Packet.parse(zero)).hasMessage("wrong checksum");
        assertThat(Packet.parse(zero, ZeroChecksum.ACCEPTED)).isEqualTo(Packet.parse(cookieAck));
        assertThat(Packet.parse(cookieAck, ZeroChecksum.ACCEPTED)).isEqualTo(Packet.parse(cookieAck));
    }

    /** The figure is that of a captured packet, Chromium's INIT; see the golden captures for many more. */
    @Test
    void hasItsChecksumInLittleEndianOrder() {
        byte[] captured =
                GoldenPackets.read("firefox-offers-chromium-answers").getFirst().bytes();
        assertThat(Arrays.copyOfRange(captured, CHECKSUM_AT, CHECKSUM_AT + 4)).containsExactly(0x51, 0x7f, 0x77, 0x05);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 12, 15})
    void isTooShort(int length) {
        Bytes start = cookieAck.slice(0, length);
        assertThatThrownBy(() -> Packet.parse(start, ZeroChecksum.ACCEPTED))
                .isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void mayLackThePaddingOfItsLastChunk() throws MalformedPacketException {
        Chunk chunk = new CookieEchoChunk(Bytes.utf8("hello"));
        Bytes padded = new PacketWriter(ChunkSamples.HEADER, 100).add(chunk).finishWithZeroChecksum();
        Bytes unpadded = padded.slice(0, padded.length() - 3);
        assertThat(Packet.parse(unpadded, ZeroChecksum.ACCEPTED).chunks()).containsExactly(chunk);
    }

    @Test
    void limitsItsChunks() {
        PacketWriter writer = new PacketWriter(ChunkSamples.HEADER, 3000);
        for (int i = 0; i <= Packet.CHUNKS_MAX; i++) {
            writer.add(CookieAckChunk.INSTANCE);
        }
        assertThatThrownBy(() -> Packet.parse(writer.finish())).hasMessageContaining("too many chunks");
    }

    @Test
    void keepsUnknownChunksAndSaysWhatToDoWithThem() throws MalformedPacketException {
        UnknownChunk unknown = new UnknownChunk(0x85, 0x5A, Bytes.utf8("abc"));
        Packet packet = Packet.parse(PacketWriter.packetOf(ChunkSamples.HEADER, unknown));
        assertThat(packet.chunks()).containsExactly(unknown);
        assertThat(unknown.action()).isEqualTo(UnrecognizedAction.SKIP);
    }

    @Test
    void readsTheActionFromTheTwoHighestBits() {
        assertThat(UnrecognizedAction.ofChunkType(0x3F)).isEqualTo(UnrecognizedAction.STOP);
        assertThat(UnrecognizedAction.ofChunkType(0x40)).isEqualTo(UnrecognizedAction.STOP_AND_REPORT);
        assertThat(UnrecognizedAction.ofChunkType(0x80)).isEqualTo(UnrecognizedAction.SKIP);
        assertThat(UnrecognizedAction.ofChunkType(0xFF)).isEqualTo(UnrecognizedAction.SKIP_AND_REPORT);
        assertThat(UnrecognizedAction.ofParameterType(0x3FFF)).isEqualTo(UnrecognizedAction.STOP);
        assertThat(UnrecognizedAction.ofParameterType(0x4000)).isEqualTo(UnrecognizedAction.STOP_AND_REPORT);
        assertThat(UnrecognizedAction.ofParameterType(0x8008)).isEqualTo(UnrecognizedAction.SKIP);
        assertThat(UnrecognizedAction.ofParameterType(0xC000)).isEqualTo(UnrecognizedAction.SKIP_AND_REPORT);
    }

    /** RFC 9260 §3.2: at most three bytes of zeros, which nobody looks at. */
    @Test
    void paddingIsZeroAndIgnored() throws MalformedPacketException {
        for (int length : new int[] {1, 2, 3, 5}) {
            Chunk chunk = new CookieEchoChunk(Bytes.utf8("x".repeat(length)));
            byte[] bytes = new PacketWriter(ChunkSamples.HEADER, 100)
                    .add(chunk)
                    .add(CookieAckChunk.INSTANCE)
                    .finishWithZeroChecksum()
                    .toArray();
            int paddingFrom = CommonHeader.BYTES + Chunk.HEADER_BYTES + length;
            int paddingTo = bytes.length - Chunk.HEADER_BYTES;
            assertThat(paddingTo % 4).isZero();
            assertThat(paddingTo - paddingFrom).isBetween(1, 3);
            assertThat(Arrays.copyOfRange(bytes, paddingFrom, paddingTo)).containsOnly(0);

            Arrays.fill(bytes, paddingFrom, paddingTo, (byte) 0x5A);
            assertThat(Packet.parse(Bytes.wrap(bytes), ZeroChecksum.ACCEPTED).chunks())
                    .containsExactly(chunk, CookieAckChunk.INSTANCE);
        }
    }

    /** RFC 9260 §3.2 and §3.3: flags without a meaning are zero when sent and ignored when received. */
    @Test
    void flagsWithoutAMeaningAreZeroAndIgnored() throws MalformedPacketException {
        for (Chunk chunk : ChunkSamples.all()) {
            boolean hasFlags = chunk instanceof UserDataChunk
                    || chunk instanceof AbortChunk
                    || chunk instanceof ShutdownCompleteChunk
                    || chunk instanceof UnknownChunk;
            if (hasFlags) {
                continue;
            }
            byte[] bytes = new PacketWriter(ChunkSamples.HEADER, 4000)
                    .add(chunk)
                    .finishWithZeroChecksum()
                    .toArray();
            assertThat(bytes[CommonHeader.BYTES + 1]).as("flags of %s", chunk).isZero();
            bytes[CommonHeader.BYTES + 1] = (byte) 0xFF;
            assertThat(Packet.parse(Bytes.wrap(bytes), ZeroChecksum.ACCEPTED).chunks())
                    .containsExactly(chunk);
        }
    }

    @Test
    void theReservedFieldOfIDataIsZeroAndIgnored() throws MalformedPacketException {
        Chunk chunk = ChunkSamples.all().stream()
                .filter(IDataChunk.class::isInstance)
                .findFirst()
                .orElseThrow();
        byte[] bytes = new PacketWriter(ChunkSamples.HEADER, 100)
                .add(chunk)
                .finishWithZeroChecksum()
                .toArray();
        int reservedAt = CommonHeader.BYTES + Chunk.HEADER_BYTES + 6;
        assertThat(Arrays.copyOfRange(bytes, reservedAt, reservedAt + 2)).containsOnly(0);
        bytes[reservedAt] = 1;

        assertThat(Packet.parse(Bytes.wrap(bytes), ZeroChecksum.ACCEPTED).chunks())
                .containsExactly(chunk);
    }

    @Test
    void theReservedFieldOfIForwardTsnIsZeroAndIgnored() throws MalformedPacketException {
        for (MessageOrder order : MessageOrder.values()) {
            Chunk chunk = new IForwardTsnChunk(
                    new Tsn(1), List.of(new IForwardTsnChunk.SkippedMessage(new StreamId(2), order, new Mid(3))));
            byte[] bytes = new PacketWriter(ChunkSamples.HEADER, 100)
                    .add(chunk)
                    .finishWithZeroChecksum()
                    .toArray();
            int reservedAt = CommonHeader.BYTES + IForwardTsnChunk.BASE_BYTES + 2;
            assertThat(bytes[reservedAt]).isZero();
            assertThat(bytes[reservedAt + 1]).isEqualTo((byte) (order == MessageOrder.UNORDERED ? 1 : 0));
            bytes[reservedAt] = (byte) 0xFF;
            bytes[reservedAt + 1] |= (byte) 0xFE;

            assertThat(Packet.parse(Bytes.wrap(bytes), ZeroChecksum.ACCEPTED).chunks())
                    .containsExactly(chunk);
        }
    }
}
