package io.github.datachannel4j.sdp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coverage-guided fuzzing. In a usual build only the fixtures, from which the search begins, are run; with {@code JAZZER_FUZZ=1} in the
 * environment it searches for new ones: {@code JAZZER_FUZZ=1 ./mvnw -pl sdp -am verify -Dtest='SdpFuzzTest#anyText*'}.
 */
class SdpFuzzTest {
    @MethodSource("descriptions")
    @FuzzTest(maxDuration = "5m")
    void anyTextIsRefusedOrUnderstood(byte[] data) {
        SdpProperties.checkDescription(new String(data, StandardCharsets.UTF_8));
    }

    @MethodSource("fragments")
    @FuzzTest(maxDuration = "2m")
    void anyFragmentIsRefusedOrUnderstood(byte[] data) {
        SdpProperties.checkFragment(new String(data, StandardCharsets.UTF_8));
    }

    @MethodSource("candidates")
    @FuzzTest(maxDuration = "2m")
    void anyCandidateIsRefusedOrUnderstood(byte[] data) {
        SdpProperties.checkCandidate(new String(data, StandardCharsets.UTF_8));
    }

    static Stream<byte[]> descriptions() {
        return Fixtures.names().map(Fixtures::text).map(SdpFuzzTest::bytes);
    }

    static Stream<byte[]> fragments() {
        return Fixtures.names()
                .map(name ->
                        SdpFragment.of(Fixtures.data(Fixtures.parsed(name))).toText())
                .map(SdpFuzzTest::bytes);
    }

    static Stream<byte[]> candidates() {
        return Fixtures.parsed(Fixtures.FIREFOX_AV_OFFER).media().getFirst().candidates().stream()
                .map(Candidate::toText)
                .map(SdpFuzzTest::bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
