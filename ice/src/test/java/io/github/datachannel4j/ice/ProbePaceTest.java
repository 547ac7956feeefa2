package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbePaceTest {
    private static final long MILLIS = 1_000_000;

    private final ProbePace pace = new ProbePace(500 * MILLIS, 5000 * MILLIS);

    @Test
    void asksQuicklyUntilSilenceIsKnownAndThenLessAndLess() {
        assertThat(IntStream.rangeClosed(1, 7).mapToLong(unanswered -> pace.waitNanos(unanswered, 0) / MILLIS))
                .containsExactly(500L, 500L, 500L, 1000L, 2000L, 2000L, 2000L);
    }

    @Test
    void silenceIsThreeQuestionsWithoutAnAnswerAndItsTime() {
        assertThat(pace.isSilent(3, 5000 * MILLIS, 0)).isTrue();
        assertThat(pace.isSilent(2, 60_000 * MILLIS, 0)).isFalse();
        assertThat(pace.isSilent(3, 4999 * MILLIS, 0)).isFalse();
    }

    @Test
    void looksAtTheMomentWhenThePairIsSilent() {
        assertThat(pace.waitNanos(3, 4516 * MILLIS, 0)).isEqualTo(484 * MILLIS);
        assertThat(pace.waitNanos(3, 4400 * MILLIS, 0)).isEqualTo(500 * MILLIS);
        assertThat(pace.waitNanos(2, 4516 * MILLIS, 0)).isEqualTo(500 * MILLIS);
        assertThat(pace.waitNanos(4, 5000 * MILLIS, 0)).isEqualTo(1000 * MILLIS);
        assertThat(pace.waitNanos(3, 4900 * MILLIS, 200 * MILLIS)).isEqualTo(400 * MILLIS);
    }

    @Test
    void theTimeInWhichNobodyLookedIsNotSilence() {
        assertThat(pace.isSilent(3, 6000 * MILLIS, 1001 * MILLIS)).isFalse();
        assertThat(pace.isSilent(3, 6000 * MILLIS, 1000 * MILLIS)).isTrue();
    }

    @Test
    void whoIsLateGivesAnswersTimeToBeRead() {
        assertThat(pace.waitNanos(1, 100 * MILLIS)).isEqualTo(500 * MILLIS);
        assertThat(pace.waitNanos(1, 900 * MILLIS)).isEqualTo(1800 * MILLIS);
        assertThat(pace.waitNanos(5, 1200 * MILLIS)).isEqualTo(2400 * MILLIS);
    }

    @Test
    void aStallOfMinutesDoesNotEndAllQuestions() {
        assertThat(pace.waitNanos(1, 300_000 * MILLIS)).isEqualTo(4000 * MILLIS);
    }
}
