package io.github.datachannel4j.benchmarks.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run peers}: connects and idle peers, ours and other stacks', one after the other in the same run. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        description = {
            "What it costs to connect, and to hold many idle peers behind one UDP port.",
            "Both ends are processes of their own on loopback; all figures of idle peers are the server's.",
            "After the rows come the ratios, ours to each other stack's. Half an hour with all stacks that are installed.",
            "10 000 peers need as many open files on the client's side: ulimit -n 10300; what does not fit is left out and told.",
            "Exit code 1 when one of our own connects has failed; other stacks' failures are in their rows."
        })
public final class PeersCommand implements Callable<Integer> {
    /** Peers are idle when their connecting is forgotten: the pools of threads that have served it, ice4j's for one, last a minute. */
    private static final int SETTLE_SECONDS = 65;

    private static final double BYTES_PER_KB = 1024;

    /** So often is it told how far a crowd has come. */
    private static final int BLOCK = 1000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--stacks", split = ",", description = "Which: ${COMPLETION-CANDIDATES}. All of them if not set.")
    private List<PeerStack> stacks = List.of(PeerStack.values());

    @Option(names = "--idle", split = ",", description = "How many idle peers (default: ${DEFAULT-VALUE}).")
    private List<Integer> idle = List.of(100, 1000, 10_000);

    @Option(
            names = "--storm",
            description = "How many connect all at once; 0 for no such figure (default: ${DEFAULT-VALUE}).")
    private int storm = 2000;

    @Option(names = "--connects", description = "How many connects each way (default: ${DEFAULT-VALUE}).")
    private int connects = 1000;

    @Option(
            names = "--warm-up",
            description =
                    "How many connects before; the JIT compiler is busy for the first 30 000 (default: ${DEFAULT-VALUE}).")
    private int warmUp = 12_000;

    @Option(names = "--seconds", description = "How long to watch the idle peers (default: ${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(names = "--json", description = "Writes the figures to this file, too.")
    private @Nullable Path json; // null when not wanted

    /** Made by the command line. */
    public PeersCommand() {}

    @Override
    public Integer call() throws Exception {
        leaveOutWhatDoesNotFit(OpenFiles.ofThisMachine());
        Path folder = Files.createTempDirectory("dc4j-peers");
        List<Row> rows = new ArrayList<>();
        Map<PeerStack, Integer> failures = new EnumMap<>(PeerStack.class);
        for (PeerStack stack : stacks) {
            failures.merge(stack, measureOrSkip(stack, folder, rows), Integer::sum);
        }
        print(rows);
        failures.forEach((stack, count) -> progress(stack.title() + ": " + count + " failures"));
        return exitCode(failures);
    }

    /** Another stack's failures are a figure; ours mean that something is wrong. */
    static int exitCode(Map<PeerStack, Integer> failures) {
        return failures.entrySet().stream().anyMatch(entry -> entry.getKey().isOurs() && entry.getValue() > 0) ? 1 : 0;
    }

    /** Said before anything is measured, so that nobody waits half an hour to hear it. */
    private void leaveOutWhatDoesNotFit(OpenFiles files) {
        List<Integer> fitting = new ArrayList<>();
        for (int count : idle) {
            files.shortage(count + " idle peers", OpenFiles.neededForIdle(count))
                    .ifPresentOrElse(this::progress, () -> fitting.add(count));
        }
        idle = fitting;
        files.shortage(storm + " at once", OpenFiles.neededForStorm(storm)).ifPresent(shortage -> {
            progress(shortage);
            storm = 0;
        });
    }

    private void print(List<Row> rows) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        rows.forEach(row -> out.println(row.toLine()));
        List<Row> ratios = Ratios.of(rows, stacks);
        if (!ratios.isEmpty()) {
            out.println();
            out.println(Ratios.HEADING);
            ratios.forEach(row -> out.println(row.toLine()));
        }
        out.flush();
        if (json != null) {
            List<Row> all = new ArrayList<>(rows);
            all.addAll(ratios);
            Files.writeString(json, Row.toJson(all), StandardCharsets.UTF_8);
        }
    }

    /** How many connects have failed; one that has crashed takes no figures of the others along. */
    private int measureOrSkip(PeerStack stack, Path folder, List<Row> rows) throws InterruptedException {
        try {
            return measure(stack, folder, rows);
        } catch (PeerStack.MissingException e) {
            progress("SKIPPED " + stack.title() + ": " + e.getMessage());
            rows.add(Row.of(stack, "skipped: " + e.getMessage()));
            return 0;
        } catch (IOException e) {
            progress("FAILED " + stack.title() + ": " + e.getMessage());
            rows.add(Row.of(stack, "failed: " + e.getMessage()));
            return 1;
        }
    }

    private int measure(PeerStack stack, Path folder, List<Row> rows)
            throws IOException, InterruptedException, PeerStack.MissingException {
        int failures = 0;
        try (PeerProcess server = stack.answering(folder);
                PeerProcess client = stack.offering(folder)) {
            failures += warmUp(stack, server, client);
            failures += connect(stack, new Crowd("one at a time", connects, 1), server, client, rows);
            failures += connect(stack, new Crowd("64 in flight", connects, 64), server, client, rows);
            if (storm > 0) {
                failures += connect(stack, new Crowd(storm + " at once", storm, storm), server, client, rows);
            }
        }
        return idle.isEmpty() ? failures : failures + idle(stack, folder, rows);
    }

    private int warmUp(PeerStack stack, PeerProcess server, PeerProcess client) throws IOException {
        int failures = 0;
        for (int made = 0; made < warmUp; made += BLOCK) {
            progress(stack.title() + ": warming up, " + made + " of " + warmUp + " connects");
            failures += client.connect(Math.min(BLOCK, warmUp - made), 32, server.port(), false)
                    .failures();
        }
        return failures;
    }

    private record Crowd(String way, int count, int inFlight) {}

    private int connect(PeerStack stack, Crowd crowd, PeerProcess server, PeerProcess client, List<Row> rows)
            throws IOException {
        int count = crowd.count();
        progress(stack.title() + ": " + count + " connects, " + crowd.way());
        double serverCpu = server.cpuSeconds();
        double clientCpu = client.cpuSeconds();
        PeerProcess.Connected done = client.connect(count, crowd.inFlight(), server.port(), false);
        add(
                rows,
                Row.of(stack, "connect, " + crowd.way())
                        .with("perSecond", count / done.seconds())
                        .with("p50Millis", done.p50Millis())
                        .with("p99Millis", done.p99Millis())
                        .with("serverCpuMillis", 1000 * (server.cpuSeconds() - serverCpu) / count)
                        .with("clientCpuMillis", 1000 * (client.cpuSeconds() - clientCpu) / count)
                        .with("failures", done.failures()));
        return done.failures();
    }

    /** One server for all the counts, which grow, so that what it took to start is not a part of any peer. */
    private int idle(PeerStack stack, Path folder, List<Row> rows)
            throws IOException, InterruptedException, PeerStack.MissingException {
        int failures = 0;
        try (PeerProcess server = stack.answering(folder);
                PeerProcess client = stack.offering(folder)) {
            // The first connections load what all of them need.
            failures += client.connect(50, 8, server.port(), false).failures();
            settle(stack, server);
            Memory empty = Memory.of(server);
            int connected = 0;
            for (int count : idle.stream().sorted().distinct().toList()) {
                Made made = keep(stack, new Growth(connected, count), server, client);
                connected = count;
                failures += made.failures();
                settle(stack, server);
                add(
                        rows,
                        watch(stack, count, server, empty)
                                .with("madePerSecond", made.perSecond())
                                .with("failures", made.failures()));
            }
        }
        return failures;
    }

    private void settle(PeerStack stack, PeerProcess server) throws IOException, InterruptedException {
        progress(stack.title() + ": " + SETTLE_SECONDS + " s until the connecting is over");
        server.idle(SETTLE_SECONDS);
    }

    private record Memory(long heapBytes, long rssBytes) {
        static Memory of(PeerProcess process) throws IOException {
            return new Memory(process.heapBytes(), process.rssBytes());
        }
    }

    private Row watch(PeerStack stack, int count, PeerProcess server, Memory empty)
            throws IOException, InterruptedException {
        progress(stack.title() + ": watching " + count + " idle peers for " + seconds + " s");
        Memory full = Memory.of(server);
        double cpu = server.cpuSeconds();
        server.idle(seconds);
        double heapEach = (full.heapBytes() - empty.heapBytes()) / BYTES_PER_KB / count;
        return Row.of(stack, count + " idle")
                .with("cpuPercentOfACore", 100 * (server.cpuSeconds() - cpu) / seconds)
                .with("heapKbEach", full.heapBytes() < 0 ? Double.NaN : heapEach)
                .with("rssKbEach", (server.rssBytes() - empty.rssBytes()) / BYTES_PER_KB / count)
                .with("threads", server.threads())
                .with("descriptors", server.descriptors());
    }

    private record Made(int failures, double perSecond) {}

    /** From so many idle peers to so many. */
    private record Growth(int from, int to) {}

    /** Connects that stay. */
    private Made keep(PeerStack stack, Growth growth, PeerProcess server, PeerProcess client) throws IOException {
        int failures = 0;
        double elapsed = 0;
        for (int made = growth.from(); made < growth.to(); made += BLOCK) {
            progress(stack.title() + ": connecting, " + made + " of " + growth.to() + " peers that will be idle");
            PeerProcess.Connected block = client.connect(Math.min(BLOCK, growth.to() - made), 64, server.port(), true);
            failures += block.failures();
            elapsed += block.seconds();
        }
        return new Made(failures, (growth.to() - growth.from()) / elapsed);
    }

    private void add(List<Row> rows, Row row) {
        rows.add(row);
        progress(row.toLine());
    }

    private void progress(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(text);
        err.flush();
    }
}
