package io.github.datachannel4j.sctp.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.sctp.Bytes;
import org.junit.jupiter.api.Test;

class PacketWriterTest {
    private final Chunk nineBytes = new CookieEchoChunk(Bytes.utf8("hello"));

    @Test
    void bundlesWhatFits() throws MalformedPacketException {
        PacketWriter writer = new PacketWriter(ChunkSamples.HEADER, CommonHeader.BYTES + 28);
        assertThat(writer.isEmpty()).isTrue();
        assertThat(writer.tryAdd(nineBytes)).isTrue();
        assertThat(writer.tryAdd(nineBytes)).isTrue();
        assertThat(writer.remaining()).isEqualTo(4);
        assertThat(writer.tryAdd(nineBytes)).isFalse();
        assertThat(writer.tryAdd(CookieAckChunk.INSTANCE)).isTrue();
        assertThat(writer.remaining()).isZero();
        assertThat(Packet.parse(writer.finish()).chunks())
                .containsExactly(nineBytes, nineBytes, CookieAckChunk.INSTANCE);
    }

    /** 1191 bytes, the usual limit, is not a multiple of four: the padding would not fit. */
    @Test
    void leavesNoRoomForAChunkWithoutItsPadding() {
        PacketWriter writer = new PacketWriter(ChunkSamples.HEADER, CommonHeader.BYTES + 11);
        assertThat(writer.remaining()).isEqualTo(8);
        assertThat(writer.tryAdd(nineBytes)).isFalse();
        assertThat(writer.isEmpty()).isTrue();
    }

    @Test
    void refusesAChunkThatMustFitAndDoesNot() {
        PacketWriter writer = new PacketWriter(ChunkSamples.HEADER, CommonHeader.BYTES + 8);
        assertThatThrownBy(() -> writer.add(nineBytes)).isInstanceOf(IllegalStateException.class);
    }
}
