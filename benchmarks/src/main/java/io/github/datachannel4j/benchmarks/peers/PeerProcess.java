package io.github.datachannel4j.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that is one end of the measured connections, of whichever stack.
 *
 * <pre>
 *   both:       says "READY port" when it can be used
 *   answering:  takes TCP connections on that port; each line is an offer in base64, and is answered by a line with the answer
 *               "heap" on stdin -> "HEAP bytes connections", bytes -1 where the language cannot tell
 *   offering:   "connect count inFlight port keep|close" on stdin -> "DONE elapsedNanos failures p50Nanos p99Nanos"
 * </pre>
 */
final class PeerProcess implements AutoCloseable {
    private static final int TICKS_PER_SECOND = 100;

    private final Process process;
    private final BufferedReader out;
    private final PrintWriter in;
    private final int port;

    private PeerProcess(Process process) throws IOException {
        this.process = process;
        out = process.inputReader(StandardCharsets.UTF_8);
        in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        port = Integer.parseInt(expect("READY")[1]);
    }

    static PeerProcess start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process started = builder.start();
        try {
            return new PeerProcess(started);
        } catch (IOException e) {
            started.destroyForcibly();
            throw e;
        }
    }

    int port() {
        return port;
    }

    private String[] expect(String word) throws IOException {
        String line = out.readLine();
        if (line == null || !line.startsWith(word)) {
            throw new IOException("a measured process said " + line + " instead of " + word);
        }
        return line.split(" ", -1);
    }

    /** The heap in use after collecting garbage, or -1. */
    long heapBytes() throws IOException {
        in.println("heap");
        return Long.parseLong(expect("HEAP")[1]);
    }

    /** What connecting has taken. */
    record Connected(double seconds, int failures, double p50Millis, double p99Millis) {}

    Connected connect(int count, int inFlight, int toPort, boolean keep) throws IOException {
        in.println("connect " + count + " " + inFlight + " " + toPort + " " + (keep ? "keep" : "close"));
        String[] words = expect("DONE");
        return new Connected(
                Long.parseLong(words[1]) / 1e9,
                Integer.parseInt(words[2]),
                Long.parseLong(words[3]) / 1e6,
                Long.parseLong(words[4]) / 1e6);
    }

    /** Lets time pass, which the process has to live through. */
    void idle(int seconds) throws IOException, InterruptedException {
        if (process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IOException("a measured process ended by itself, with exit code " + process.exitValue());
        }
    }

    private Path proc(String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }

    double cpuSeconds() throws IOException {
        String stat = Files.readString(proc("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_PER_SECOND;
    }

    long rssBytes() throws IOException {
        return 1024 * status("VmRSS:");
    }

    long threads() throws IOException {
        return status("Threads:");
    }

    private long status(String name) throws IOException {
        for (String line : Files.readAllLines(proc("status"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException(name + " is not in " + proc("status"));
    }

    long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(proc("fd"))) {
            return all.count();
        }
    }

    @Override
    public void close() {
        in.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
