package io.github.datachannel4j.benchmarks;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run all}: every other sub-command with its defaults, one after the other. */
@Command(name = "all", mixinStandardHelpOptions = true, description = "Prints all figures, one set after the other.")
final class AllCommand implements Callable<Integer> {
    private static final List<String> NOT_FIGURES = List.of("all", "help");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine parent = spec.commandLine().getParent();
        PrintWriter out = parent.getOut();
        for (String name : parent.getSubcommands().keySet()) {
            if (NOT_FIGURES.contains(name)) {
                continue;
            }
            out.println("== " + name + " ==");
            out.flush();
            int exitCode = Main.commandLine().execute(name);
            if (exitCode != CommandLine.ExitCode.OK) {
                return exitCode;
            }
        }
        return CommandLine.ExitCode.OK;
    }
}
