package io.github.datachannel4j.sdp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Coverage-guided fuzzing. In a usual build only the inputs in {@code SdpFuzzTestInputs} are run; with {@code JAZZER_FUZZ=1} in the
 * environment, and one of the methods chosen with {@code -Dtest}, it searches for new ones.
 */
class SdpFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void anyTextIsRefusedOrUnderstood(byte[] data) {
        SdpProperties.checkDescription(new String(data, StandardCharsets.UTF_8));
    }

    @FuzzTest(maxDuration = "2m")
    void anyCandidateIsRefusedOrUnderstood(byte[] data) {
        SdpProperties.checkCandidate(new String(data, StandardCharsets.UTF_8));
    }
}
