package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbePaceTest {
    private static final long MILLIS = 1_000_000;

    private final ProbePace pace = new ProbePace(500 * MILLIS);

    @Test
    void asksQuicklyUntilSilenceIsKnownAndThenLessAndLess() {
        assertThat(IntStream.rangeClosed(1, 7).mapToLong(unanswered -> pace.waitNanos(unanswered, 0) / MILLIS))
                .containsExactly(500L, 500L, 500L, 1000L, 2000L, 2000L, 2000L);
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
