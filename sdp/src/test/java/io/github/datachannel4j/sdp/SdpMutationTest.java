package io.github.datachannel4j.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Thousands of damaged descriptions; {@code -Dseed=N} goes through other ones, or through those of a failure again. */
class SdpMutationTest {
    private static final int DESCRIPTIONS = 4000;
    private static final int CANDIDATES = 20_000;
    private static final long SEED = Long.getLong("seed", 20_261_121L);

    @Test
    void damagedDescriptionsAreRefusedOrUnderstoodAndNothingElse() {
        List<String> texts = Fixtures.names().map(Fixtures::text).toList();
        int understood = 0;
        for (int i = 0; i < DESCRIPTIONS; i++) {
            SplittableRandom random = new SplittableRandom(SEED + i);
            String text = SdpMutations.mutate(any(texts, random), any(texts, random), random);
            try {
                understood += SdpProperties.checkDescription(text) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("-Dseed=" + (SEED + i) + " makes this of " + text, e);
            }
        }
        // If nearly all were of one kind, the damage would be too small or too large to find anything.
        assertThat(understood).isBetween(DESCRIPTIONS / 10, DESCRIPTIONS * 9 / 10);
    }

    @Test
    void damagedCandidatesAreRefusedOrUnderstoodAndNothingElse() {
        List<String> texts = Fixtures.names()
                .flatMap(name -> Fixtures.parsed(name).media().stream())
                .flatMap(section -> section.candidates().stream())
                .map(Candidate::toText)
                .toList();
        for (int i = 0; i < CANDIDATES; i++) {
            SplittableRandom random = new SplittableRandom(SEED + i);
            String text = SdpMutations.mutate(any(texts, random), any(texts, random), random);
            try {
                SdpProperties.checkCandidate(text);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("-Dseed=" + (SEED + i) + " makes this of " + text, e);
            }
        }
    }

    private static String any(List<String> texts, SplittableRandom random) {
        return texts.get(random.nextInt(texts.size()));
    }
}
