package io.github.datachannel4j.benchmarks.transfer;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.CongestionOptions;
import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands of this package have in common: which controllers, and how to print. */
abstract class FigureCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON array instead of a table.")
    private boolean json;

    @Option(
            names = "--congestion",
            split = ",",
            paramLabel = "NAME",
            description = "Which controllers (all of them without): ${COMPLETION-CANDIDATES}.")
    private List<Algorithm> algorithms = List.of(Algorithm.values());

    @Override
    public final Integer call() {
        Report report = new Report(spec.commandLine().getOut(), json);
        measure(report);
        report.finish();
        return 0;
    }

    abstract void measure(Report report);

    List<Algorithm> algorithms() {
        return algorithms;
    }

    void progress(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    static AssociationOptions options(Algorithm algorithm) {
        return AssociationOptions.defaults()
                .withCongestion(CongestionOptions.defaults().withAlgorithm(algorithm));
    }
}
