package io.github.datachannel4j.peerconnection;

import java.time.Duration;

/**
 * How soon a peer that has vanished without a word is noticed. Shorter times notice sooner, cost checks, and take a network that pauses for
 * a death; one that says good-bye is noticed at once in any case.
 *
 * @param consentInterval between two consent checks (RFC 7675 §5.1), at random 0.8 to 1.2 of it; 5 s by default, as the RFC has it; at least
 *     100 ms
 * @param disconnectedAfter without any sign of life until the ICE connection state is {@code disconnected}, from which it comes back with
 *     the first one; 5 s by default, so that three checks in a row must be lost; at least 100 ms
 * @param failedAfter without an answer to a consent check until the state is {@code failed}, when nothing may be sent any more; 30 s by
 *     default, as the RFC has it; not shorter than {@code disconnectedAfter}
 */
public record LivenessOptions(Duration consentInterval, Duration disconnectedAfter, Duration failedAfter) {
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final LivenessOptions DEFAULTS =
            new LivenessOptions(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(30));

    /** Checks the ranges; RangeError. */
    public LivenessOptions {
        require(
                consentInterval.compareTo(LEAST) >= 0,
                "consentInterval must be at least 100 ms, not ",
                consentInterval);
        require(
                disconnectedAfter.compareTo(LEAST) >= 0,
                "disconnectedAfter must be at least 100 ms, not ",
                disconnectedAfter);
        require(
                failedAfter.compareTo(disconnectedAfter) >= 0,
                "failedAfter must not be shorter than disconnectedAfter; it is ",
                failedAfter);
    }

    /** 5 s, 5 s and 30 s. */
    public static LivenessOptions defaults() {
        return DEFAULTS;
    }

    /** With this interval. */
    public LivenessOptions withConsentInterval(Duration interval) {
        return new LivenessOptions(interval, disconnectedAfter, failedAfter);
    }

    /** With this time to {@code disconnected}. */
    public LivenessOptions withDisconnectedAfter(Duration silence) {
        return new LivenessOptions(consentInterval, silence, failedAfter);
    }

    /** With this time to {@code failed}. */
    public LivenessOptions withFailedAfter(Duration silence) {
        return new LivenessOptions(consentInterval, disconnectedAfter, silence);
    }

    private static void require(boolean condition, String rule, Duration value) {
        if (!condition) {
            throw new WebRtcException(WebRtcErrorName.RANGE_ERROR, rule + value);
        }
    }
}
