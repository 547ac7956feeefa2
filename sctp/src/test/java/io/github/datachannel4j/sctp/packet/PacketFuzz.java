package io.github.datachannel4j.sctp.packet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.datachannel4j.sctp.Bytes;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coverage-guided fuzzing of the packet parser: {@code JAZZER_FUZZ=1 ./mvnw -pl sctp -am verify -Dtest=PacketFuzz}. By its name it is not
 * part of a build, where {@link PacketFuzzTest} does as much as time allows.
 */
class PacketFuzz {
    static Stream<Arguments> captures() {
        return GoldenPackets.all().stream().map(packet -> Arguments.of((Object) packet));
    }

    @MethodSource("captures")
    @FuzzTest(maxDuration = "60s")
    void readsOrRefuses(byte[] bytes) {
        try {
            PacketOracle.readWriteRead(Bytes.wrap(bytes));
        } catch (MalformedPacketException expected) {
            // Refusing is one of the two good outcomes.
        }
    }
}
