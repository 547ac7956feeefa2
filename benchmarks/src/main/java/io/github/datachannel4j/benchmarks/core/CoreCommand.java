package io.github.datachannel4j.benchmarks.core;

import static io.github.datachannel4j.benchmarks.Iterations.counted;

import io.github.datachannel4j.benchmarks.Iterations;
import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import io.github.datachannel4j.sctp.MessageInterleaving;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run core}: what a data packet costs the SCTP core, beside the bar. */
@Command(
        name = "core",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "CPU and garbage of the SCTP core for each data packet, measured by JMH: two associations in one thread, joined in memory, "
                    + "without loss, everything else as WebRTC has it. SACKs are included on both sides.",
            "CPU time of the thread, of the best iteration, since others may use the machine. Takes a minute or two."
        })
public final class CoreCommand implements Callable<Integer> {
    private static final int BAR_NANOS = 1000;
    private static final int BAR_BYTES = 300;
    private static final int SPEED_UP_PACKETS = 400_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--iterations",
            defaultValue = "3",
            description = "Seconds measured of each row, behind three of warm-up (default: ${DEFAULT-VALUE}).")
    private int iterations;

    /** One row of the table. */
    private record Case(Workload workload, MessageInterleaving interleaving, Algorithm congestion) {}

    private static final List<Case> CASES = List.of(
            new Case(Workload.PACKET, MessageInterleaving.WHEN_SUPPORTED, Algorithm.BBR),
            new Case(Workload.PACKET, MessageInterleaving.OFF, Algorithm.BBR),
            new Case(Workload.PACKET, MessageInterleaving.WHEN_SUPPORTED, Algorithm.CUBIC),
            new Case(Workload.PACKET, MessageInterleaving.WHEN_SUPPORTED, Algorithm.NEW_RENO),
            new Case(Workload.LARGE, MessageInterleaving.WHEN_SUPPORTED, Algorithm.BBR),
            new Case(Workload.LARGE, MessageInterleaving.OFF, Algorithm.BBR),
            new Case(Workload.SMALL, MessageInterleaving.WHEN_SUPPORTED, Algorithm.BBR),
            new Case(Workload.SMALL, MessageInterleaving.OFF, Algorithm.BBR));

    @Override
    public Integer call() throws RunnerException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("For each data packet; the bar is " + BAR_NANOS + " ns and " + BAR_BYTES
                + " bytes for one sent and for one received.");
        out.println(
                "PACKET: messages of a packet each; LARGE: 16 KiB, without the array the reader gets; SMALL: 64 bytes, "
                        + "13 to 17 in a packet, so no bar.");
        line("message", "chunks", "controller", "sent ns", "received ns", "bar ns", "sent B", "received B", "bar B");
        for (Case row : CASES) {
            print(row);
        }
        return 0;
    }

    private void print(Case row) throws RunnerException {
        Nanos nanos = bestIteration(run(row));
        CoreTransfer transfer = new CoreTransfer(row.congestion, row.workload, row.interleaving);
        // So many, since the JIT of this process has to find out anew which objects need not be made.
        transfer.run(SPEED_UP_PACKETS, CoreTransfer.Meter.NONE);
        Garbage garbage = Garbage.of(transfer, row.workload);
        boolean hasBar = row.workload != Workload.SMALL;
        line(
                row.workload,
                row.interleaving == MessageInterleaving.OFF ? "DATA" : "I-DATA",
                row.congestion,
                Math.round(nanos.sender()),
                Math.round(nanos.receiver()),
                hasBar ? BAR_NANOS : "",
                Math.round(garbage.sender()),
                Math.round(garbage.receiver()),
                hasBar ? BAR_BYTES : "");
    }

    private Collection<RunResult> run(Case row) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(CoreBenchmark.class.getName())
                        .param("workload", row.workload.name())
                        .param("interleaving", row.interleaving.name())
                        .param("congestion", row.congestion.name())
                        .forks(1)
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }

    /** CPU time for each data packet. */
    private record Nanos(double sender, double receiver) {
        static Nanos of(IterationResult iteration) {
            double packets = counted(iteration, "packets");
            return new Nanos(
                    counted(iteration, "senderNanos") / packets, counted(iteration, "receiverNanos") / packets);
        }

        double sum() {
            return sender + receiver;
        }
    }

    private static Nanos bestIteration(Collection<RunResult> results) {
        return Iterations.of(results)
                .map(Nanos::of)
                .min(Comparator.comparingDouble(Nanos::sum))
                .orElseThrow();
    }

    private void line(Object... cells) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, "%7s  %6s  %10s  %7s  %11s  %6s  %6s  %10s  %5s", cells));
        out.flush();
    }
}
