package io.github.datachannel4j.sctp.packet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.datachannel4j.sctp.Bytes;

/** Coverage-guided fuzzing of the packet parser: {@code JAZZER_FUZZ=1 ./mvnw -pl sctp -am verify -Dtest=PacketFuzz}. */
class PacketFuzz {
    @FuzzTest
    void readsOrRefuses(byte[] bytes) {
        try {
            PacketOracle.readWriteRead(Bytes.wrap(bytes));
        } catch (MalformedPacketException expected) {
            // Refusing is one of the two good outcomes.
        }
    }
}
