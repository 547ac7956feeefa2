package io.github.datachannel4j.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the command decides by itself; its figures need minutes. */
class PeersCommandTest {
    @Test
    void aHundredAThousandAndTenThousandIdlePeersAreTheDefault() {
        assertThat(new CommandLine(new PeersCommand()).getUsageMessage().replaceAll("\\s+", " "))
                .contains("How many idle peers (default: [100, 1000, 10000])");
    }

    @Test
    void onlyOurFailuresMakeTheExitCode() {
        assertThat(PeersCommand.exitCode(Map.of(PeerStack.OURS, 0, PeerStack.LIBDATACHANNEL, 8)))
                .isZero();
        assertThat(PeersCommand.exitCode(Map.of(PeerStack.OURS, 1, PeerStack.PION, 0)))
                .isEqualTo(1);
        assertThat(PeersCommand.exitCode(Map.of(PeerStack.OURS_LITE, 1))).isEqualTo(1);
    }

    @Test
    void whatNeedsMoreOpenFilesThanAllowedIsLeftOutAndToldWithTheNumberToType() {
        OpenFiles few = new OpenFiles(4096);

        assertThat(few.shortage("1000 idle peers", OpenFiles.neededForIdle(1000)))
                .isEmpty();
        assertThat(few.shortage("10000 idle peers", OpenFiles.neededForIdle(10_000)))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("10000 idle peers", "4096", "Type \"ulimit -n 10300\""));
        assertThat(few.shortage("2000 at once", OpenFiles.neededForStorm(2000))).isPresent();
        assertThat(new OpenFiles(20_000).shortage("10000 idle peers", OpenFiles.neededForIdle(10_000)))
                .isEmpty();
    }
}
