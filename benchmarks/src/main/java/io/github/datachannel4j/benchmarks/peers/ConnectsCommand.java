package io.github.datachannel4j.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import java.io.PrintWriter;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run connects}: whole connects with both ends in this process, beside the bar. */
@Command(
        name = "connects",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Connects from the offer to the open channel, both ends ours and in this process, on loopback: one UDP port for all at the one "
                    + "end, a port for each at the other, descriptions handed over by calls.",
            "CPU is of the whole process, so of both ends, with the compiler and the collector; the compiler's share is shown, since it is "
                    + "busy for the first 30 000 connects. The other stacks are beside ours in \"peers\". Takes two to four minutes.",
            "Exit code 1 when a connect has failed."
        })
public final class ConnectsCommand implements Callable<Integer> {
    private static final int TIMEOUT_SECONDS = 60;
    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** So often is it told how far the warm-up has come. */
    private static final int BLOCK = 5000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--warm-up",
            defaultValue = "40000",
            description = "How many connects before (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--connects",
            defaultValue = "5000",
            description = "How many connects of each row (default: ${DEFAULT-VALUE}).")
    private int connects;

    @Option(
            names = "--in-flight",
            defaultValue = "64",
            description = "How many at a time in the second row (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();

    /** Made by the command line. */
    public ConnectsCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        NetworkOptions network = NetworkOptions.loopbackOnly();
        try (PeerConnectionFactory answering = factory(network);
                PeerConnectionFactory offering = factory(network.withPortPerConnection())) {
            ConnectLoop.Connect connect = () -> connectOnce(offering, answering);
            int failures = warmUp(connect);
            line("connects", "a second", "p50 ms", "p99 ms", "CPU ms", "JIT ms", "failed", "bar");
            failures += measure("one at a time", 1, "p50 < 5 ms", connect);
            failures += measure(inFlight + " in flight", inFlight, "500 a second", connect);
            return failures == 0 ? 0 : 1;
        }
    }

    private static PeerConnectionFactory factory(NetworkOptions network) {
        return PeerConnectionFactory.create(PeerConnectionConfig.defaults().withNetwork(network));
    }

    private int warmUp(ConnectLoop.Connect connect) throws InterruptedException {
        int failures = 0;
        for (int made = 0; made < warmUp; made += BLOCK) {
            progress("warming up, " + made + " of " + warmUp + " connects");
            failures += ConnectLoop.run(Math.min(BLOCK, warmUp - made), inFlight, connect)
                    .failures();
        }
        return failures;
    }

    private int measure(String what, int atOnce, String bar, ConnectLoop.Connect connect) throws InterruptedException {
        progress(connects + " connects, " + what);
        long cpuNanos = process.getProcessCpuTime();
        long jitMillis = compiler.getTotalCompilationTime();
        ConnectLoop.Result result = ConnectLoop.run(connects, atOnce, connect);
        line(
                what,
                Math.round(connects * NANOS_PER_SECOND / result.elapsedNanos()),
                millis(result.p50Nanos()),
                millis(result.p99Nanos()),
                millis((process.getProcessCpuTime() - cpuNanos) / (double) connects),
                String.format(
                        Locale.ROOT, "%.1f", (compiler.getTotalCompilationTime() - jitMillis) / (double) connects),
                result.failures(),
                bar);
        return result.failures();
    }

    private static long connectOnce(PeerConnectionFactory offering, PeerConnectionFactory answering) {
        long start = System.nanoTime();
        try (PeerConnection offerer = offering.newPeerConnection();
                PeerConnection answerer = answering.newPeerConnection()) {
            DataChannel channel = offerer.createDataChannel("measured");
            await(offerer.setLocalDescription());
            await(answerer.setRemoteDescription(await(offerer.gatheringComplete())));
            await(answerer.setLocalDescription());
            await(offerer.setRemoteDescription(await(answerer.gatheringComplete())));
            await(channel.opened());
            return System.nanoTime() - start;
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / NANOS_PER_MILLI);
    }

    private void line(Object... cells) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, "%-14s  %8s  %6s  %6s  %6s  %6s  %6s  %s", cells));
        out.flush();
    }

    private void progress(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(text);
        err.flush();
    }
}
