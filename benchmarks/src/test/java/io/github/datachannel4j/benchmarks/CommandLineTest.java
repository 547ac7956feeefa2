package io.github.datachannel4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class CommandLineTest {
    @ParameterizedTest
    @ValueSource(strings = {"BBR", "bbr", "cubic,New_Reno"})
    void controllersAreNamedInAnyCase(String names) {
        assertThatCode(() -> Main.commandLine().parseArgs("goodput", "--congestion", names))
                .doesNotThrowAnyException();
    }

    @Test
    void figuresBesideOtherStacksAreAmongAll() {
        assertThat(Main.commandLine().getSubcommands()).containsKeys("all", "live");
        assertThat(Main.commandLine().getUsageMessage()).contains("  live ");
    }

    @Test
    void whatIsChosenForLiveReachesTheInteropTests() {
        CommandLine.ParseResult parsed = Main.commandLine()
                .parseArgs("live", "--mbit", "20", "--rtt", "50,100", "--pairs", "ours,ours_to_chromium");
        LiveCommand command = (LiveCommand) parsed.subcommand().commandSpec().userObject();

        assertThat(command.command())
                .contains(
                        "-Dlive.mbit=20", "-Dlive.rtt=50,100", "-Dlive.loss=1.0", "-Dlive.pairs=OURS,OURS_TO_CHROMIUM");
    }

    @Test
    void anUnknownControllerIsToldTogetherWithTheKnownOnes() {
        assertThatThrownBy(() -> Main.commandLine().parseArgs("goodput", "--congestion", "vegas"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContainingAll("vegas", "BBR", "CUBIC", "NEW_RENO");
    }
}
