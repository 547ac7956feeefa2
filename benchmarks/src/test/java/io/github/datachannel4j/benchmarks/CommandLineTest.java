package io.github.datachannel4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

class CommandLineTest {
    @ParameterizedTest
    @ValueSource(strings = {"BBR", "bbr", "cubic,New_Reno"})
    void controllersAreNamedInAnyCase(String names) {
        assertThatCode(() -> Main.commandLine().parseArgs("goodput", "--congestion", names))
                .doesNotThrowAnyException();
    }

    @Test
    void anUnknownControllerIsToldTogetherWithTheKnownOnes() {
        assertThatThrownBy(() -> Main.commandLine().parseArgs("goodput", "--congestion", "vegas"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContainingAll("vegas", "BBR", "CUBIC", "NEW_RENO");
    }
}
