package io.github.datachannel4j.benchmarks;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run live}: the interop tests know browsers and other stacks, so these figures are taken by a class of theirs. */
@Command(
        name = "live",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Goodput in Mbit/s over real UDP through a relay with delay, loss, a rate limit and a queue: ours, and other stacks on the same "
                    + "path, with ours as a multiple of theirs.",
            "Measured after a warm-up of 20 round trips or two seconds. At 1000 Mbit/s the processors are the bound, not the link. With the "
                    + "defaults it takes a quarter of an hour."
        })
final class LiveCommand implements Callable<Integer> {
    /** Who sends to whom; {@code LiveFigures} has the same names. */
    enum Couple {
        OURS,
        OURS_TO_CHROMIUM,
        CHROMIUM_TO_OURS,
        CHROMIUM,
        LIBDATACHANNEL,
        PION
    }

    /** Set by the script: the folder with {@code mvnw}. */
    private static final String HOME = "benchmarks.home";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--mbit",
            split = ",",
            defaultValue = "1,20,100,1000",
            description = "Links in Mbit/s (default: ${DEFAULT-VALUE}).")
    private List<Integer> megabits = List.of();

    @Option(
            names = "--rtt",
            split = ",",
            defaultValue = "0,20,50,100,300",
            description = "Round trips in ms (default: ${DEFAULT-VALUE}).")
    private List<Integer> rttMillis = List.of();

    @Option(
            names = "--loss",
            split = ",",
            defaultValue = "1",
            description = "Loss in percent, in both directions (default: ${DEFAULT-VALUE}).")
    private List<Double> lossPercent = List.of();

    @Option(
            names = "--pairs",
            split = ",",
            defaultValue = "OURS,CHROMIUM,LIBDATACHANNEL",
            description = "Who sends to whom: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private List<Couple> couples = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "How long each transfer is measured (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "live is started by benchmarks/run only");
        }
        return new ProcessBuilder(command())
                .directory(new File(home))
                .inheritIO()
                .start()
                .waitFor();
    }

    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                "./mvnw",
                "-B",
                "-ntp",
                "-q",
                "-Pquick",
                "-pl",
                "interop-tests",
                "-am",
                "verify",
                "-Dtest=LiveFigures"));
        command.add("-Dspotless.check.skip=true");
        command.add("-Dlive.mbit=" + joined(megabits));
        command.add("-Dlive.rtt=" + joined(rttMillis));
        command.add("-Dlive.loss=" + joined(lossPercent));
        command.add("-Dlive.pairs=" + joined(couples));
        command.add("-Dlive.seconds=" + seconds);
        return command;
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
