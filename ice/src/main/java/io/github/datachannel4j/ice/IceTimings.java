package io.github.datachannel4j.ice;

import java.time.Duration;

/**
 * How long an agent waits for what.
 *
 * @param gatheringTimeout until servers that have not answered are given up
 * @param connectTimeout from the start, or from the peer's last candidate, until FAILED when no pair works
 * @param consentInterval between two consent checks of the selected pair; jittered by a fifth either way
 * @param disconnectedAfter of silence on the selected pair until DISCONNECTED; a pair that has been quiet for 0.7 of it is
 *     asked, and then again at every tenth of it, and less often from DISCONNECTED on
 * @param consentTimeout without an answer to a consent check until FAILED
 */
public record IceTimings(
        Duration gatheringTimeout,
        Duration connectTimeout,
        Duration consentInterval,
        Duration disconnectedAfter,
        Duration consentTimeout) {
    /** A pair on which nothing has been heard for this part of the time to DISCONNECTED is asked whether it lives. */
    private static final double QUIET_PART = 0.7;

    /** After an unanswered check, the next ones come at this part of that time, and so three of them fit into the rest. */
    private static final int PROBES_IN_SILENCE = 10;

    public IceTimings {
        requirePositive("gatheringTimeout", gatheringTimeout);
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("consentInterval", consentInterval);
        requirePositive("disconnectedAfter", disconnectedAfter);
        requirePositive("consentTimeout", consentTimeout);
    }

    /**
     * 5 s for gathering; 39.5 s to connect, since RFC 8863 §3 wants peer-reflexive candidates to have that chance;
     * consent as RFC 7675 §5.1 has it (every 5 s, lost after 30 s); DISCONNECTED after 5 s without a sign of life,
     * three of whose checks must have been lost.
     */
    public static IceTimings defaults() {
        return new IceTimings(
                Duration.ofSeconds(5),
                Duration.ofMillis(39_500),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
    }

    /** The same with this time to gather. */
    public IceTimings withGatheringTimeout(Duration timeout) {
        return new IceTimings(timeout, connectTimeout, consentInterval, disconnectedAfter, consentTimeout);
    }

    /** The same with this time to connect. */
    public IceTimings withConnectTimeout(Duration timeout) {
        return new IceTimings(gatheringTimeout, timeout, consentInterval, disconnectedAfter, consentTimeout);
    }

    /** The same with these times for consent freshness. */
    public IceTimings withConsent(Duration interval, Duration silence, Duration timeout) {
        return new IceTimings(gatheringTimeout, connectTimeout, interval, silence, timeout);
    }

    /** How long a pair may be quiet before it is asked whether it lives. */
    long quietNanos() {
        return (long) (disconnectedAfter.toNanos() * QUIET_PART);
    }

    /** From an unanswered question to the next. */
    long probeNanos() {
        return disconnectedAfter.toNanos() / PROBES_IN_SILENCE;
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + duration);
        }
    }
}
