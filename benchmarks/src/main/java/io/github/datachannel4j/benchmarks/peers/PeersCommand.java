package io.github.datachannel4j.benchmarks.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
            "10 000 peers need as many UDP ports on the client's side: ulimit -n 20000."
        })
public final class PeersCommand implements Callable<Integer> {
    /** Peers are idle when their connecting is forgotten: the pools of threads that have served it, ice4j's for one, last a minute. */
    private static final int SETTLE_SECONDS = 65;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--stacks", split = ",", description = "Which: ${COMPLETION-CANDIDATES}. All of them if not set.")
    private List<PeerStack> stacks = List.of(PeerStack.values());

    @Option(names = "--idle", split = ",", description = "How many idle peers (default: ${DEFAULT-VALUE}).")
    private List<Integer> idle = List.of(100, 1000);

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
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("dc4j-peers");
        List<Map<String, Object>> rows = new ArrayList<>();
        int failures = 0;
        for (PeerStack stack : stacks) {
            try {
                failures += measure(stack, folder, rows);
            } catch (PeerStack.MissingException e) {
                progress("SKIPPED " + stack.title() + ": " + e.getMessage());
                rows.add(Map.of("stack", stack.title(), "skipped", String.valueOf(e.getMessage())));
            } catch (IOException e) {
                // One that has crashed takes no figures of the others along.
                failures++;
                progress("FAILED " + stack.title() + ": " + e.getMessage());
                rows.add(Map.of("stack", stack.title(), "failed", String.valueOf(e.getMessage())));
            }
        }
        rows.forEach(row -> out.println(line(row)));
        out.flush();
        if (json != null) {
            Files.writeString(json, toJson(rows), StandardCharsets.UTF_8);
        }
        return failures == 0 ? 0 : 1;
    }

    private int measure(PeerStack stack, Path folder, List<Map<String, Object>> rows)
            throws IOException, InterruptedException, PeerStack.MissingException {
        int failures = 0;
        try (PeerProcess server = stack.answering(folder);
                PeerProcess client = stack.offering(folder)) {
            progress(stack.title() + ": warming up with " + warmUp + " connects");
            failures += client.connect(warmUp, 32, server.port(), false).failures();
            failures += connect(stack, new Crowd("one at a time", connects, 1), server, client, rows);
            failures += connect(stack, new Crowd("64 in flight", connects, 64), server, client, rows);
            if (storm > 0) {
                failures += connect(stack, new Crowd(storm + " at once", storm, storm), server, client, rows);
            }
        }
        for (int count : idle) {
            failures += idle(stack, count, folder, rows);
        }
        return failures;
    }

    private record Crowd(String way, int count, int inFlight) {}

    private int connect(
            PeerStack stack, Crowd crowd, PeerProcess server, PeerProcess client, List<Map<String, Object>> rows)
            throws IOException {
        int count = crowd.count();
        progress(stack.title() + ": " + count + " connects, " + crowd.way());
        double serverCpu = server.cpuSeconds();
        double clientCpu = client.cpuSeconds();
        PeerProcess.Connected done = client.connect(count, crowd.inFlight(), server.port(), false);
        Map<String, Object> row = row(stack, "connect, " + crowd.way());
        row.put("perSecond", count / done.seconds());
        row.put("p50Millis", done.p50Millis());
        row.put("p99Millis", done.p99Millis());
        row.put("serverCpuMillis", 1000 * (server.cpuSeconds() - serverCpu) / count);
        row.put("clientCpuMillis", 1000 * (client.cpuSeconds() - clientCpu) / count);
        row.put("failures", done.failures());
        rows.add(row);
        progress(line(row));
        return done.failures();
    }

    private int idle(PeerStack stack, int count, Path folder, List<Map<String, Object>> rows)
            throws IOException, InterruptedException, PeerStack.MissingException {
        progress(stack.title() + ": " + count + " idle peers");
        try (PeerProcess server = stack.answering(folder);
                PeerProcess client = stack.offering(folder)) {
            // The first connections load what all of them need.
            int failures = client.connect(50, 8, server.port(), false).failures();
            long heapBefore = server.heapBytes();
            long rssBefore = server.rssBytes();
            PeerProcess.Connected made = client.connect(count, 64, server.port(), true);
            server.idle(SETTLE_SECONDS);
            long heap = server.heapBytes();
            double cpu = server.cpuSeconds();
            server.idle(seconds);
            Map<String, Object> row = row(stack, count + " idle");
            row.put("cpuPercentOfACore", 100 * (server.cpuSeconds() - cpu) / seconds);
            if (heap >= 0) {
                row.put("heapKbEach", (heap - heapBefore) / 1024.0 / count);
            }
            row.put("rssKbEach", (server.rssBytes() - rssBefore) / 1024.0 / count);
            row.put("threads", server.threads());
            row.put("descriptors", server.descriptors());
            row.put("madePerSecond", count / made.seconds());
            row.put("failures", made.failures() + failures);
            rows.add(row);
            progress(line(row));
            return made.failures() + failures;
        }
    }

    private static Map<String, Object> row(PeerStack stack, String what) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("stack", stack.title());
        row.put("what", what);
        return row;
    }

    private static String line(Map<String, Object> row) {
        return row.entrySet().stream()
                .map(entry -> entry.getValue() instanceof String text
                        ? String.format(Locale.ROOT, "%-22s", text)
                        : entry.getKey() + " " + number(entry.getValue()))
                .collect(Collectors.joining("  "));
    }

    private static String number(Object value) {
        return value instanceof Double real ? String.format(Locale.ROOT, "%.2f", real) : value.toString();
    }

    private static String toJson(List<Map<String, Object>> rows) {
        return rows.stream()
                .map(row -> row.entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\":"
                                + (entry.getValue() instanceof String text
                                        ? "\"" + text.replace("\"", "'") + "\""
                                        : number(entry.getValue())))
                        .collect(Collectors.joining(",", "{", "}")))
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private void progress(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(text);
        err.flush();
    }
}
