package io.github.datachannel4j.cli;

import io.github.datachannel4j.peerconnection.WebRtcException;
import io.github.datachannel4j.signaling.SignalingException;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line {@code ./dc4j}. Exit codes: 0 done, 1 it did not work (one line on stderr says why), 2 the words of the call are off. */
@Command(
        name = "dc4j",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "WebRTC data channels in pure Java, from the command line.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            ConnectCommand.class,
            RpcCommand.class,
            BenchCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./dc4j serve                                     then open http://localhost:8080/ in a browser",
            "  ./dc4j serve --udp 40000 --advertise 203.0.113.7 behind a NAT that forwards UDP port 40000",
            "  ./dc4j connect http://localhost:8080/rtc         chat with that page from here",
            "  ./dc4j bench --json                              measure this machine",
            "  ./dc4j doctor --stun stun.example.org            why it connects, or does not",
            "",
            "Exit codes: 0 done, 1 it did not work, 2 the words of the call are off.",
            "Environment: JAVA_HOME chooses the JDK (21 or newer), DC4J_JAVA_OPTS adds options for it."
        })
public final class Main implements Runnable {
    /** It did not work. */
    static final int EXIT_FAILED = 1;

    private static final int USAGE_WIDTH = 110;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log what happens to stderr; twice (-vv) for all of it.")
    private boolean[] verbose = new boolean[0];

    /** Null until the command line has been parsed. */
    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    private Main() {}

    /** Runs a command and ends the process. */
    public static void main(String[] args) {
        System.exit(commandLine(new Main()).execute(args));
    }

    static CommandLine commandLine(Main main) {
        CommandLine line = new CommandLine(main);
        line.setUsageHelpWidth(USAGE_WIDTH);
        line.setExecutionStrategy(parsed -> {
            LogSetup.apply(main.verbose.length);
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            report(failure, command.getErr(), main.verbose.length > 0);
            return EXIT_FAILED;
        });
        return line;
    }

    static CommandLine commandLine() {
        return commandLine(new Main());
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Which command? See the list below.");
        }
    }

    /** One line for a person; the trace only for who asks for it, or when it is a defect of ours. */
    private static void report(Exception failure, PrintWriter err, boolean verbose) {
        boolean expected = failure instanceof SignalingException
                || failure instanceof WebRtcException
                || failure instanceof IOException
                || failure instanceof IllegalArgumentException;
        err.println("dc4j: " + (expected ? failure.getMessage() : "unexpected error: " + failure));
        if (verbose) {
            failure.printStackTrace(err);
        } else if (!expected) {
            err.println("dc4j: this is a defect; run again with --verbose and report what it prints");
        }
        err.flush();
    }
}
