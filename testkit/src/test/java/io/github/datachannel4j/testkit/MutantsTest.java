package io.github.datachannel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MutantsTest {
    private static final List<byte[]> ORIGINALS = List.of(new byte[] {1, 2, 3, 4}, new byte[] {9}, new byte[0]);

    @Test
    void theOriginalsStayAsTheyAre() {
        for (int seed = 0; seed < 1_000; seed++) {
            Mutants.of(ORIGINALS, new SplittableRandom(seed));
        }

        assertThat(ORIGINALS.getFirst()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aSeedMakesTheSameMutantAgain() {
        for (int seed = 0; seed < 100; seed++) {
            assertThat(Mutants.of(ORIGINALS, new SplittableRandom(seed)))
                    .isEqualTo(Mutants.of(ORIGINALS, new SplittableRandom(seed)));
        }
    }

    @Test
    void someAreShorterAndSomeAreLonger() {
        Set<Integer> lengths = new HashSet<>();
        for (int seed = 0; seed < 1_000; seed++) {
            lengths.add(Mutants.of(ORIGINALS, new SplittableRandom(seed)).length);
        }

        assertThat(lengths).contains(0, 1, 3, 4, 5, 60);
    }
}
