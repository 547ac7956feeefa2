package io.github.datachannel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapTest {
    private static final int MICROS = 0xA1B2C3D4;
    private static final int NANOS = 0xA1B23C4D;

    private static byte[] file(ByteOrder order, int magic, byte... packet) {
        return ByteBuffer.allocate(40 + packet.length)
                .order(order)
                .putInt(magic)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(262144)
                .putInt(Pcap.LINK_TYPE_SCTP)
                .putInt(3)
                .putInt(5)
                .putInt(packet.length)
                .putInt(packet.length)
                .put(packet)
                .array();
    }

    @Test
    void readsBothByteOrdersAndBothUnits() {
        Pcap little = Pcap.parse(file(ByteOrder.LITTLE_ENDIAN, MICROS, (byte) 1, (byte) 2));
        assertThat(little.linkType()).isEqualTo(Pcap.LINK_TYPE_SCTP);
        assertThat(little.packets()).hasSize(1);
        assertThat(little.packets().getFirst().bytes()).containsExactly(1, 2);
        assertThat(little.packets().getFirst().epochNanos()).isEqualTo(3_000_005_000L);

        Pcap big = Pcap.parse(file(ByteOrder.BIG_ENDIAN, NANOS, (byte) 3));
        assertThat(big.linkType()).isEqualTo(Pcap.LINK_TYPE_SCTP);
        assertThat(big.packets().getFirst().bytes()).containsExactly(3);
        assertThat(big.packets().getFirst().epochNanos()).isEqualTo(3_000_000_005L);
    }

    @Test
    void readsFiles(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a.pcap"), file(ByteOrder.LITTLE_ENDIAN, MICROS, (byte) 9));
        assertThat(Pcap.read(file).packets().getFirst().bytes()).containsExactly(9);
    }

    @Test
    void refusesWhatIsNoCapture() {
        assertThatThrownBy(() -> Pcap.parse(new byte[10])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pcap.parse(new byte[24])).hasMessage("not a pcap file");
        byte[] cut = Arrays.copyOf(file(ByteOrder.BIG_ENDIAN, MICROS, new byte[8]), 44);
        assertThatThrownBy(() -> Pcap.parse(cut)).hasMessage("a record is cut off");
    }
}
