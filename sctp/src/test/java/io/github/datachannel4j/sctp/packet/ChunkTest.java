package io.github.datachannel4j.sctp.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkTest {
    static List<Chunk> samples() {
        return ChunkSamples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void comesBackAsItWasSent(Chunk chunk) throws MalformedPacketException {
        Packet packet = Packet.parse(PacketWriter.packetOf(ChunkSamples.HEADER, chunk));
        assertThat(packet.header()).isEqualTo(ChunkSamples.HEADER);
        assertThat(packet.chunks()).containsExactly(chunk);
    }

    /** RFC 9260 §3.2.1 wants the last parameter's padding outside the chunk length; some count it in. */
    @Test
    void keepsTheLastPaddingOutOfTheLength() {
        Chunk init = new InitChunk(ChunkSamples.handshake(
                List.of(ForwardTsnSupportedParameter.INSTANCE, SupportedExtensionsParameter.of(130, 192))));
        assertThat(init.length()).isEqualTo(30);
        assertThat(init.paddedLength()).isEqualTo(32);
    }

    @Test
    void acceptsTheLastPaddingInTheLength() throws MalformedPacketException {
        HandshakeFields fields = ChunkSamples.handshake(List.of(SupportedExtensionsParameter.of(130, 192)));
        Bytes inside = hex("89abcdef ffffffff ffff 0001 fffffffe 8008 0006 82c0 0000");
        Bytes outside = hex("89abcdef ffffffff ffff 0001 fffffffe 8008 0006 82c0");
        assertThat(InitChunk.parse(inside).handshake()).isEqualTo(fields);
        assertThat(InitChunk.parse(outside).handshake()).isEqualTo(fields);
    }

    @ParameterizedTest
    @CsvSource({
        // type, value
        "0, 00000001 0000 0000 000000",
        "1, 89abcdef ffffffff ffff 0001 fffffe",
        "1, 89abcdef ffffffff ffff 0001 fffffffe 8008 0003",
        "1, 89abcdef ffffffff ffff 0001 fffffffe 8008 0005",
        "1, 89abcdef ffffffff ffff 0001 fffffffe 8008 00",
        "1, 89abcdef ffffffff ffff 0001 fffffffe 8001 0006 0000",
        "3, 00000001 00000000 0001 0000",
        "3, 00000001 00000000 0000 0000 00000000",
        "4, ''",
        "4, 0007 0004",
        "5, 0001 0004 0001 0004",
        "9, 000c 0003",
        "9, 0001 0006 0000",
        "9, 0002 0008 00000001",
        "9, 0002 0008 ffffffff",
        "9, 0003 0005 00",
        "9, 0009 0006 0000",
        "7, 000000",
        "130, ''",
        "130, 000d 000f 00000001 00000001 000000",
        "130, 000d 0011 00000001 00000001 00000001 00",
        "130, 000e 0007 000000",
        "130, 000f 000c 00000001 00000001",
        "130, 0010 0010 00000001 00000001 00000001",
        "130, 0011 0008 00000001",
        "130, 0007 0004",
        "192, 000000",
        "192, 00000001 0001 00",
    })
    void isMalformed(int type, String value) {
        assertThatThrownBy(() -> parse(type, hex(value))).isInstanceOf(MalformedPacketException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0000 0001, an offset of zero",
        "0003 0002, reversed",
        "0002 0005 0005 0006, overlapping",
        "0005 0006 0002 0003, descending",
    })
    void refusesGapBlocks(String blocks, String why) {
        Bytes gaps = hex(blocks);
        Bytes sack = hex("00000001 00000000 000" + gaps.length() / SackChunk.ENTRY_BYTES + " 0000" + blocks);
        assertThatThrownBy(() -> parse(SackChunk.TYPE, sack)).as(why).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void acceptsNeighbouringGapBlocks() throws MalformedPacketException {
        SackChunk sack = (SackChunk) parse(SackChunk.TYPE, hex("00000001 00000000 0002 0000 0002 0003 0004 ffff"));
        assertThat(sack.gapAckBlocks()).containsExactly(new GapAckBlock(2, 3), new GapAckBlock(4, 65535));
    }

    @Test
    void limitsTheEntriesOfASack() {
        Bytes sack = Bytes.wrap(new byte[12 + (SackChunk.ENTRIES_MAX + 1) * SackChunk.ENTRY_BYTES]);
        sack.array()[10] = 2;
        sack.array()[11] = 1;
        assertThatThrownBy(() -> parse(SackChunk.TYPE, sack)).hasMessageContaining("too many");
    }

    @Test
    void limitsTheParametersOfAnInit() {
        byte[] value = new byte[16 + (TlvList.ENTRIES_MAX + 1) * Tlv.HEADER_BYTES];
        for (int at = 16; at < value.length; at += Tlv.HEADER_BYTES) {
            value[at + 3] = Tlv.HEADER_BYTES;
        }
        assertThatThrownBy(() -> InitChunk.parse(Bytes.wrap(value))).hasMessageContaining("too many");
    }

    @Test
    void namesTheResultOfAReconfiguration() {
        Tsn any = new Tsn(1);
        assertThat(new ReconfigurationResponse(any, 6, null).result())
                .isEqualTo(ReconfigurationResponse.Result.IN_PROGRESS);
        assertThat(new ReconfigurationResponse(any, 7, null).result()).isNull();
        assertThat(new ReconfigurationResponse(any, -1, null).result()).isNull();
    }

    @Test
    void theReservedFieldOfAddStreamsIsZeroAndIgnored() throws MalformedPacketException {
        for (ReconfigurationParameter add :
                List.of(new AddOutgoingStreamsRequest(new Tsn(1), 5), new AddIncomingStreamsRequest(new Tsn(1), 5))) {
            ReconfigChunk chunk = new ReconfigChunk(List.of(add));
            String type = HexFormat.of().toHexDigits((short) add.type());
            assertThat(parse(ReconfigChunk.TYPE, hex(type + "000c 00000001 0005 ffff")))
                    .isEqualTo(chunk);
            ByteBuffer written = ByteBuffer.allocate(chunk.valueBytes());
            chunk.writeValue(written);
            assertThat(Bytes.wrap(written.array())).isEqualTo(hex(type + "000c 00000001 0005 0000"));
        }
    }

    @Test
    void keepsThePayloadInThePacket() throws MalformedPacketException {
        Bytes packet =
                PacketWriter.packetOf(ChunkSamples.HEADER, ChunkSamples.all().getFirst());
        DataChunk data = (DataChunk) Packet.parse(packet).chunks().getFirst();
        assertThat(data.payload().array()).isSameAs(packet.array());
    }

    private static Chunk parse(int type, Bytes value) throws MalformedPacketException {
        byte[] chunk = new byte[Chunk.HEADER_BYTES + value.length()];
        chunk[0] = (byte) type;
        value.copyTo(chunk, Chunk.HEADER_BYTES);
        return Chunk.parse(Bytes.wrap(chunk), 0, chunk.length);
    }

    private static Bytes hex(String digits) {
        return Bytes.wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    @Test
    void anAbortCountsThoughItsCausesCannotBeRead() throws MalformedPacketException {
        assertThat(parse(AbortChunk.TYPE, hex("000c 0003"))).isEqualTo(new AbortChunk(TagOwner.RECEIVER, List.of()));
    }
}
