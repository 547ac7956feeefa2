package io.github.datachannel4j.sctp.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceRingTest {
    @Test
    void agreesWithAMap() {
        for (int seed = 0; seed < 50; seed++) {
            compareWithMap(new Random(seed));
        }
    }

    private static void compareWithMap(Random random) {
        SequenceRing<String> ring = new SequenceRing<>();
        Map<Long, String> map = new HashMap<>();
        long base = random.nextInt(1000);
        for (int i = 0; i < 3000; i++) {
            long sequence = base + random.nextInt(200);
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    ring.put(sequence, "v" + i);
                    map.put(sequence, "v" + i);
                }
                case 2 -> {
                    ring.remove(sequence);
                    map.remove(sequence);
                }
                default -> {
                    base += random.nextInt(50);
                    long below = base;
                    ring.removeBelow(below);
                    map.keySet().removeIf(key -> key < below);
                }
            }
            assertThat(ring.isEmpty()).isEqualTo(map.isEmpty());
            for (long at = base - 5; at < base + 210; at += 7) {
                assertThat(ring.get(at)).isEqualTo(map.get(at));
            }
            map.keySet().stream()
                    .min(Long::compare)
                    .ifPresent(lowest -> assertThat(ring.low()).isEqualTo(lowest));
        }
    }

    @Test
    void tellsTheSpanBeforeItGrows() {
        SequenceRing<String> ring = new SequenceRing<>();
        assertThat(ring.spanWith(5)).isEqualTo(1);
        ring.put(10, "x");
        assertThat(ring.spanWith(5)).isEqualTo(6);
        assertThat(ring.spanWith(1_000_009)).isEqualTo(1_000_000);
    }
}
