package io.github.datachannel4j.benchmarks;

import io.github.datachannel4j.benchmarks.core.CoreCommand;
import io.github.datachannel4j.benchmarks.ice.IceCommand;
import io.github.datachannel4j.benchmarks.peers.ConnectsCommand;
import io.github.datachannel4j.benchmarks.peers.PeersCommand;
import io.github.datachannel4j.benchmarks.transfer.BlackoutCommand;
import io.github.datachannel4j.benchmarks.transfer.FairnessCommand;
import io.github.datachannel4j.benchmarks.transfer.GoodputCommand;
import io.github.datachannel4j.benchmarks.transfer.StallsCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line {@code benchmarks/run}: one sub-command for each set of figures. Exit codes: 0 done, 1 it failed, 2 misspelt. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        description = "Prints the figures of datachannel4j: tables to stdout, progress to stderr.",
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            GoodputCommand.class,
            FairnessCommand.class,
            BlackoutCommand.class,
            StallsCommand.class,
            ConnectsCommand.class,
            PeersCommand.class,
            CoreCommand.class,
            IceCommand.class,
            JmhCommand.class,
            LiveCommand.class,
            AllCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Runnable {
    private static final int USAGE_WIDTH = 110;

    /** Null until the command line has been parsed. */
    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    /** Runs a command and ends the process. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setUsageHelpWidth(USAGE_WIDTH).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}
