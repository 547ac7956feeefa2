package io.github.datachannel4j.cli;

import io.github.datachannel4j.cli.bench.Bench;
import io.github.datachannel4j.cli.bench.BenchOptions;
import io.github.datachannel4j.cli.bench.BenchReport;
import io.github.datachannel4j.cli.bench.BenchWatch;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.sctp.CongestionOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./dc4j bench}: what this machine does. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Measure this machine: two peers in this process, connected over loopback, whole stack on both ends.",
            "Throughput of 16 KiB messages on a reliable channel, CPU seconds per GB of both ends together, "
                    + "round-trip time of 64-byte messages, connection set-up, memory per idle connection.",
            "Progress goes to stderr, the table (or JSON) to stdout."
        })
final class BenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How long throughput is measured, 1 to 600, after a third of that to warm up (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--round-trips",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many round trips are measured, 100 to 10000000 (default: ${DEFAULT-VALUE}).")
    private int roundTrips;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many connections are set up, 10 to 10000 (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--congestion",
            paramLabel = "NAME",
            description = "Congestion control of both ends: ${COMPLETION-CANDIDATES} (default: the library's).")
    private CongestionOptions.Algorithm algorithm = CongestionOptions.defaults().algorithm();

    @Mixin
    private CaptureOption capture = new CaptureOption();

    @Mixin
    private StatsOption stats = new StatsOption();

    @Override
    public Integer call() throws Exception {
        stats.check();
        BenchOptions options = new BenchOptions(
                seconds, roundTrips, connections, CongestionOptions.defaults().withAlgorithm(algorithm));
        PrintWriter err = spec.commandLine().getErr();
        BenchReport report = run(options, line -> {
            err.println(line);
            err.flush();
        });
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? report.toJson() : report.toTable());
        out.flush();
        return 0;
    }

    private BenchReport run(BenchOptions options, Consumer<String> progress) throws Exception {
        try (CaptureOption recording = capture) {
            return Bench.run(options, recording::applyTo, new SenderStats(), progress);
        }
    }

    /** {@code --stats} for the sender of the throughput. */
    private final class SenderStats implements BenchWatch {
        private StatsReporter reporter = StatsReporter.NONE;

        @Override
        public void begins(PeerConnection sender) {
            List<StatsOption.Named> one = List.of(new StatsOption.Named("sender of the throughput", sender));
            reporter = stats.reporter(spec.commandLine().getErr(), () -> one);
            reporter.start();
        }

        @Override
        public void ends() {
            reporter.close();
        }
    }
}
