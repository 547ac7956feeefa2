package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How soon a dead peer is noticed, unless the application wants otherwise. */
class IceTimingsTest {
    private static final long MILLIS = 1_000_000;

    @Test
    void consentIsThatOfRfc7675AndSilenceShowsInFiveSeconds() {
        IceTimings timings = IceTimings.defaults();
        assertThat(timings.consentInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(timings.disconnectedAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(timings.consentTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(timings.connectTimeout()).isEqualTo(Duration.ofMillis(39_500));
        assertThat(timings.gatheringTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void agentsHaveTheseUnlessTheyAreConfigured() {
        assertThat(IceAgentConfig.defaults().timings()).isEqualTo(IceTimings.defaults());
    }

    /** Asked at 3.5 s and a tick, and then twice after half a second: three questions have been lost when the five seconds are over. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15})
    void aSilentPeerIsAskedThreeTimesBeforeItIsDisconnected(int lateMillis) {
        IceTimings timings = IceTimings.defaults();
        ProbePace pace = ProbePace.of(timings);
        long quietNanos = timings.quietNanos() + lateMillis * MILLIS;
        int unanswered = 0;
        while (!pace.isSilent(unanswered, quietNanos, 0)) {
            unanswered++;
            quietNanos += pace.waitNanos(unanswered, quietNanos, 0);
        }
        assertThat(quietNanos).isEqualTo(5000 * MILLIS);
        assertThat(unanswered).isEqualTo(3);
    }

    @Test
    void eachOfTheThreeCanBeSet() {
        IceTimings timings = IceTimings.defaults()
                .withConsent(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(60));
        assertThat(timings.consentInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(timings.disconnectedAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(timings.consentTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(timings.connectTimeout()).isEqualTo(IceTimings.defaults().connectTimeout());
        assertThat(timings.gatheringTimeout()).isEqualTo(IceTimings.defaults().gatheringTimeout());
        assertThat(timings.quietNanos()).isEqualTo(7000 * MILLIS);
        assertThat(timings.probeNanos()).isEqualTo(1000 * MILLIS);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void noneOfThemCanBeNothing(long seconds) {
        Duration wrong = Duration.ofSeconds(seconds);
        Duration right = Duration.ofSeconds(5);
        IceTimings timings = IceTimings.defaults();
        assertThatThrownBy(() -> timings.withConsent(wrong, right, right)).hasMessageContaining("consentInterval");
        assertThatThrownBy(() -> timings.withConsent(right, wrong, right)).hasMessageContaining("disconnectedAfter");
        assertThatThrownBy(() -> timings.withConsent(right, right, wrong)).hasMessageContaining("consentTimeout");
    }
}
