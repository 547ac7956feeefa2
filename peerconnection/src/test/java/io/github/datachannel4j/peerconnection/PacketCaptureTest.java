package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.PacketTap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketCaptureTest {
    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int ENHANCED_PACKET = 6;

    @TempDir
    private Path folder;

    private record Block(int type, ByteBuffer body) {}

    /** Walks over the blocks as a reader does: the length stands at both ends. */
    private static List<Block> blocks(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<Block> blocks = new ArrayList<>();
        while (in.hasRemaining()) {
            int start = in.position();
            int type = in.getInt();
            int length = in.getInt();
            assertThat(length % 4).isZero();
            assertThat(in.getInt(start + length - 4)).isEqualTo(length);
            blocks.add(new Block(type, in.slice(start + 8, length - 12).order(ByteOrder.LITTLE_ENDIAN)));
            in.position(start + length);
        }
        return blocks;
    }

    @Test
    void aFileHasASectionAnInterfaceForEachAssociationAndItsPackets() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (PacketCapture capture = PacketCapture.to(file)) {
            PacketTap first = capture.newTap(5000, 5001);
            PacketTap second = capture.newTap(5000, 5000);
            first.onPacket(System.nanoTime(), PacketTap.Direction.OUT, Bytes.wrap(new byte[] {1, 2, 3, 4, 5}));
            second.onPacket(System.nanoTime(), PacketTap.Direction.IN, Bytes.wrap(new byte[] {6, 7, 8}));
        }

        List<Block> blocks = blocks(file.toByteArray());
        assertThat(blocks)
                .extracting(Block::type)
                .containsExactly(
                        SECTION_HEADER, INTERFACE_DESCRIPTION, INTERFACE_DESCRIPTION, ENHANCED_PACKET, ENHANCED_PACKET);
        assertThat(blocks.get(1).body().getShort(0)).isEqualTo((short) 248);
        ByteBuffer packet = blocks.get(4).body();
        assertThat(packet.getInt(0)).isEqualTo(1);
        assertThat(packet.getInt(12)).isEqualTo(3);
        assertThat(packet.get(20)).isEqualTo((byte) 6);
        // The option epb_flags after the padded packet: 1 for inbound.
        assertThat(packet.getShort(24)).isEqualTo((short) 2);
        assertThat(packet.getInt(28)).isEqualTo(1);
    }

    @Test
    void aConnectionIsCapturedFromInitToAbort() throws IOException {
        Path file = folder.resolve("trace.pcapng");
        try (PacketCapture capture = PacketCapture.to(file)) {
            PeerConnectionConfig config =
                    TwoPeers.config().withDiagnostics(Diagnostics.none().withCapture(capture));
            try (TwoPeers peers = new TwoPeers(config, TwoPeers.config())) {
                TwoPeers.Pair chat = peers.open();
                await(chat.a().send("hello"));
            }
        }

        List<Block> blocks = blocks(Files.readAllBytes(file));
        assertThat(blocks)
                .filteredOn(block -> block.type() == INTERFACE_DESCRIPTION)
                .hasSize(1);
        List<Integer> chunkTypes = blocks.stream()
                .filter(block -> block.type() == ENHANCED_PACKET)
                .map(block -> Byte.toUnsignedInt(block.body().get(20 + 12)))
                .toList();
        assertThat(chunkTypes).contains(1, 6);
    }

    @Test
    void aTapOfTheApplicationThatThrowsIsToldNoMoreAndTheCaptureGoesOn() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        AtomicInteger seen = new AtomicInteger();
        try (PacketCapture capture = PacketCapture.to(file)) {
            PacketTap failing = (nowNanos, direction, packet) -> {
                seen.incrementAndGet();
                throw new IllegalStateException("of no use");
            };
            PacketTap tap = Diagnostics.none()
                    .withPacketTap(failing)
                    .withCapture(capture)
                    .tapFor(5000, 5000);
            tap.onPacket(1, PacketTap.Direction.OUT, Bytes.wrap(new byte[] {1}));
            tap.onPacket(2, PacketTap.Direction.OUT, Bytes.wrap(new byte[] {2}));
        }

        assertThat(seen).hasValue(1);
        assertThat(blocks(file.toByteArray()))
                .filteredOn(block -> block.type() == ENHANCED_PACKET)
                .hasSize(2);
    }

    /** Looking for a fault must not be one. */
    @Test
    void aFullDiskEndsTheCaptureAndNothingElse() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        PacketCapture capture = PacketCapture.to(full);
        PacketTap tap = capture.newTap(5000, 5000);
        Bytes packet = Bytes.wrap(new byte[1200]);

        assertThatCode(() -> {
                    for (int i = 0; i < 200; i++) {
                        tap.onPacket(i, PacketTap.Direction.OUT, packet);
                    }
                    capture.close();
                })
                .doesNotThrowAnyException();
    }
}
