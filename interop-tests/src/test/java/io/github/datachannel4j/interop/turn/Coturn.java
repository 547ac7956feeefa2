package io.github.datachannel4j.interop.turn;

import io.github.datachannel4j.interop.setup.Tool;
import io.github.datachannel4j.interop.setup.Workshop;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A coturn server on loopback, for as long as it is open. */
final class Coturn implements AutoCloseable {
    static final String USER = "alice";
    static final String PASSWORD = "opensesame";
    static final String REALM = "turn.test";

    private static final long START_SECONDS = 20;
    private static final int LINES_KEPT = 200;

    private final Process process;
    private final Path folder;
    private final int port;
    private final Deque<String> log = new ArrayDeque<>();
    private final Thread reader;
    private final Thread hook;

    private Coturn(Path program) throws IOException {
        port = freePort();
        folder = Files.createTempDirectory("coturn");
        Path config = Files.write(folder.resolve("turnserver.conf"), configuration());
        process = new ProcessBuilder(program.toString(), "-c", config.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
        reader = Thread.ofPlatform().daemon().name("coturn-log").start(this::readLog);
    }

    static Coturn start() throws IOException, InterruptedException {
        Coturn coturn = new Coturn(Workshop.get().tool(Tool.TURN_SERVER));
        coturn.awaitListening();
        return coturn;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private List<String> configuration() {
        return List.of(
                "listening-ip=127.0.0.1",
                "relay-ip=127.0.0.1",
                "listening-port=" + port,
                "lt-cred-mech",
                "realm=" + REALM,
                "user=" + USER + ":" + PASSWORD,
                "allow-loopback-peers",
                "no-cli",
                "no-tls",
                "no-dtls",
                "no-tcp",
                "fingerprint",
                "verbose",
                "log-file=stdout",
                "simple-log",
                "pidfile=" + folder.resolve("turnserver.pid"),
                "userdb=" + folder.resolve("turndb"));
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
            }
        } catch (IOException e) {
            keep("the log ended: " + e.getMessage());
        }
    }

    private synchronized void keep(String line) {
        if (log.size() == LINES_KEPT) {
            log.removeFirst();
        }
        log.addLast(line);
        notifyAll();
    }

    private synchronized void awaitListening() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (log.stream().noneMatch(line -> line.contains("listener opened on") && line.contains("" + port))) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || !process.isAlive()) {
                process.destroy();
                throw new IllegalStateException("coturn did not start:\n" + String.join("\n", log));
            }
            wait(left);
        }
    }

    synchronized String log() {
        return String.join("\n", log);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    String stunUrl() {
        return "stun:127.0.0.1:" + port;
    }

    String turnUrl() {
        return "turn:127.0.0.1:" + port + "?transport=udp";
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            reader.join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
