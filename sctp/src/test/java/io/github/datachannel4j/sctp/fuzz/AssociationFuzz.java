package io.github.datachannel4j.sctp.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coverage-guided fuzzing of two whole associations: {@code JAZZER_FUZZ=1 ./mvnw -pl sctp -am verify -Dtest=AssociationFuzz}. By its
 * name it is not part of a build, where {@link CommandFuzzTest} does as much as time allows.
 */
class AssociationFuzz {
    private static final int INPUT_BYTES = 4_000;

    static Stream<Arguments> beginnings() {
        return Stream.of(1L, 2L, 3L, 4L).map(seed -> {
            byte[] bytes = new byte[INPUT_BYTES];
            new SplittableRandom(seed).nextBytes(bytes);
            return Arguments.of((Object) bytes);
        });
    }

    @MethodSource("beginnings")
    @FuzzTest(maxDuration = "60s")
    void liesDoNoHarm(byte[] bytes) {
        CommandFuzzer.hostile(Choices.ofBytes(bytes));
    }
}
