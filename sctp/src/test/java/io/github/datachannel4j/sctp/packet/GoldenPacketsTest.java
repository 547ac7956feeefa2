package io.github.datachannel4j.sctp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.testkit.CapturedPacket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packets of browsers and other stacks, as captured. Beside each capture lies what tshark reads in it; expectations.sh wrote that. */
class GoldenPacketsTest {
    static List<String> names() {
        return GoldenPackets.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void areWrittenAsTheyWereRead(String name) throws MalformedPacketException {
        for (CapturedPacket captured : GoldenPackets.read(name)) {
            Bytes bytes = Bytes.wrap(captured.bytes());
            Packet packet = Packet.parse(bytes);
            PacketWriter writer = new PacketWriter(packet.header(), bytes.length());
            packet.chunks().forEach(writer::add);
            assertThat(writer.finish().toArray()).isEqualTo(bytes.toArray());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void areReadAsTsharkReadsThem(String name) throws MalformedPacketException, IOException {
        List<String> read = new ArrayList<>();
        for (CapturedPacket captured : GoldenPackets.read(name)) {
            read.add(TsharkText.of(Packet.parse(Bytes.wrap(captured.bytes()))));
        }
        assertThat(String.join("\n", read)).isEqualTo(expectation(name));
    }

    private static String expectation(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(GoldenPacketsTest.class.getResourceAsStream(name + ".txt"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
