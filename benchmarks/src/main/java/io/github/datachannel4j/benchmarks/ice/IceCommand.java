package io.github.datachannel4j.benchmarks.ice;

import static io.github.datachannel4j.benchmarks.Iterations.counted;

import io.github.datachannel4j.benchmarks.Iterations;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run ice}: what ICE costs a server, for a connect and for a packet that is dropped. */
@Command(
        name = "ice",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "CPU and garbage of ICE alone at a server: one UDP port on loopback and one event loop, real sockets, measured by JMH.",
            "Counted are all Java threads but the one that plays the peers, so the kernel's part of receiving and answering is included,"
                    + " and so are wake-ups. Not counted: DTLS, SCTP, signaling, the compiler and the collector.",
            "A connect is an agent made, gathering its host candidate, answering a check and a nomination, and closed; a full one checks,"
                    + " too. Of the iterations the best is taken, since others may use the machine. Takes two minutes."
        })
public final class IceCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--iterations",
            defaultValue = "5",
            description = "Seconds measured of each row, behind five of warm-up (default: ${DEFAULT-VALUE}).")
    private int iterations;

    /** Made by the command line. */
    public IceCommand() {}

    @Override
    public Integer call() throws RunnerException {
        line("at the server", "CPU us", "garbage B");
        for (AgentKind agent : AgentKind.values()) {
            for (int atOnce : new int[] {1, 32}) {
                String what = "connect, " + agent.name().toLowerCase(Locale.ROOT) + " agent, "
                        + (atOnce == 1 ? "one at a time" : atOnce + " at once");
                print(
                        what,
                        options(IceConnectBenchmark.class)
                                .param("agent", agent.name())
                                .param("atOnce", Integer.toString(atOnce)));
            }
        }
        for (Unwelcome packet : Unwelcome.values()) {
            print("drop, " + packet.title(), options(IceDropBenchmark.class).param("packet", packet.name()));
        }
        return 0;
    }

    private ChainedOptionsBuilder options(Class<?> benchmark) {
        return new OptionsBuilder()
                .include(benchmark.getName())
                .forks(1)
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private void print(String what, ChainedOptionsBuilder options) throws RunnerException {
        Cost best = bestIteration(new Runner(options.build()).run());
        line(what, String.format(Locale.ROOT, "%.1f", best.nanos() / 1000.0), best.bytes());
    }

    /** For one connect or packet. */
    private static Cost bestIteration(Collection<RunResult> results) {
        return Iterations.of(results)
                .map(IceCommand::cost)
                .min(Comparator.comparingLong(Cost::nanos))
                .orElseThrow();
    }

    private static Cost cost(IterationResult iteration) {
        double events = counted(iteration, "events");
        return new Cost(
                Math.round(counted(iteration, "serverNanos") / events),
                Math.round(counted(iteration, "serverBytes") / events));
    }

    private void line(Object... cells) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, "%-54s  %8s  %9s", cells));
        out.flush();
    }
}
