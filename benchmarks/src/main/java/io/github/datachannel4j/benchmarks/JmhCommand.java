package io.github.datachannel4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code benchmarks/run jmh}: the benchmarks of JMH, with their garbage. */
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        description = "CPU and garbage per operation of the hot paths, measured by JMH.")
final class JmhCommand implements Callable<Integer> {
    /** One process, so that the whole takes minutes, and JMH's own count of allocated bytes. */
    private static final List<String> DEFAULT_OPTIONS = List.of("-f", "1", "-prof", "gc");

    @Parameters(
            paramLabel = "REGEX|OPTION",
            description =
                    "Which benchmarks (all of them without), then options of JMH behind \"--\": run jmh Checksum -- -wi 1 -i 1")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        List<String> all = new ArrayList<>(DEFAULT_OPTIONS);
        all.addAll(arguments);
        org.openjdk.jmh.Main.main(all.toArray(String[]::new));
        return CommandLine.ExitCode.OK;
    }
}
