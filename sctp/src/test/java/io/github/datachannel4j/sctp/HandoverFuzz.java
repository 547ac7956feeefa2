package io.github.datachannel4j.sctp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coverage-guided fuzzing of the reader of handovers: {@code JAZZER_FUZZ=1 ./mvnw -pl sctp -am verify -Dtest=HandoverFuzz}. By its name it
 * is not part of a build, where {@link HandoverCodecTest} does as much as time allows.
 */
class HandoverFuzz {
    static Stream<Arguments> handovers() {
        return Stream.of(
                Arguments.of((Object) HandoverCodecTest.sample().encode().toArray()));
    }

    @MethodSource("handovers")
    @FuzzTest(maxDuration = "60s")
    void readsOrRefuses(byte[] bytes) {
        takesOver(HandoverCodecTest.sealed(bytes));
    }

    /** Whether the bytes are a handover; then an association takes it over, speaks and can be handed over again. */
    static boolean takesOver(byte[] bytes) {
        AssociationHandover handover;
        try {
            handover = AssociationHandover.decode(Bytes.wrap(bytes));
        } catch (MalformedHandoverException expected) {
            return false;
        }
        AssociationHandover.Identity identity = handover.identity();
        AssociationOptions options =
                AssociationOptions.defaults().withPorts(identity.localPort(), identity.remotePort());
        Association association = new Association(options, new Random(1));
        association.takeOver(0, handover);
        while (association.poll() != null) {
            // Whatever it wants to say.
        }
        association.handOver(1).encode();
        return true;
    }
}
