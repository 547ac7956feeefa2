package io.github.datachannel4j.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ConnectsTest {
    @Test
    void bothRowsArePrintedBesideTheirBars() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new ConnectsCommand()).setOut(new PrintWriter(out));

        assertThat(command.execute("--warm-up", "2", "--connects", "4", "--in-flight", "2"))
                .isZero();
        assertThat(out.toString()
                        .lines()
                        .map(line -> line.replaceAll("[0-9.]+", "#").replaceAll(" +", " ")))
                .containsExactly(
                        "connects a second p# ms p# ms CPU ms JIT ms failed bar",
                        "one at a time # # # # # # p# < # ms",
                        "# in flight # # # # # # # a second");
    }

    @Test
    void failuresAreCountedAndTakeNoPartInThePercentiles() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        ConnectLoop.Result result = ConnectLoop.run(100, 8, () -> {
            int number = made.incrementAndGet();
            if (number % 4 == 0) {
                throw new IOException("every fourth");
            }
            return number;
        });

        assertThat(made).hasValue(100);
        assertThat(result.failures()).isEqualTo(25);
        assertThat(result.p50Nanos()).isBetween(45L, 55L);
        assertThat(result.p99Nanos()).isEqualTo(99);
        assertThat(ConnectLoop.run(1, 1, () -> {
                            throw new IllegalStateException("always");
                        })
                        .p50Nanos())
                .isZero();
    }
}
