package io.github.datachannel4j.sdp;

import io.github.datachannel4j.testkit.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Some thousand damaged descriptions, made from as many seeds; {@link Seeds} says how to have more or other ones. */
class SdpMutationTest {
    private static final int DESCRIPTIONS = 4000;
    private static final int CANDIDATES = 20_000;
    private static final int FRAGMENTS = 4000;

    @Test
    void damagedDescriptionsAreRefusedOrUnderstoodAndNothingElse() {
        List<String> texts = Fixtures.names().map(Fixtures::text).toList();
        Seeds.forEach(DESCRIPTIONS, seed -> SdpProperties.checkDescription(damaged(texts, seed)));
    }

    @Test
    void damagedCandidatesAreRefusedOrUnderstoodAndNothingElse() {
        List<String> texts = Fixtures.names()
                .flatMap(name -> Fixtures.parsed(name).media().stream())
                .flatMap(section -> section.candidates().stream())
                .map(Candidate::toText)
                .toList();
        Seeds.forEach(CANDIDATES, seed -> SdpProperties.checkCandidate(damaged(texts, seed)));
    }

    @Test
    void damagedFragmentsAreRefusedOrUnderstoodAndNothingElse() {
        List<String> texts = Fixtures.names()
                .flatMap(name -> Stream.of(
                        Fixtures.text(name),
                        SdpFragment.of(Fixtures.data(Fixtures.parsed(name))).toText()))
                .toList();
        Seeds.forEach(FRAGMENTS, seed -> SdpProperties.checkFragment(damaged(texts, seed)));
    }

    private static String damaged(List<String> texts, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        return SdpMutations.mutate(any(texts, random), any(texts, random), random);
    }

    private static String any(List<String> texts, RandomGenerator random) {
        return texts.get(random.nextInt(texts.size()));
    }
}
