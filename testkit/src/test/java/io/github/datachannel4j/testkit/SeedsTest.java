package io.github.datachannel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SeedsTest {
    @Test
    void aFailureNamesItsSeedAndHowToRunItAgain() {
        assertThatThrownBy(() -> Seeds.run(42, seed -> {
                    throw new AssertionError("two messages were lost");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 42")
                .hasMessageContaining("-Dseed=42")
                .hasMessageContaining("two messages were lost");
    }

    @Test
    void exceptionsAreFailuresToo() {
        assertThatThrownBy(() -> Seeds.run(42, seed -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 42")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void successIsQuiet() {
        assertThatCode(() -> Seeds.run(42, seed -> assertThat(seed).isEqualTo(42)))
                .doesNotThrowAnyException();
    }
}
