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

/** A coturn server over UDP, TCP and TLS, for as long as it is open. It can be killed and started again in between. */
final class Coturn implements AutoCloseable {
    static final String USER = "alice";
    static final String PASSWORD = "opensesame";
    static final String REALM = "turn.test";

    private static final long START_SECONDS = 20;
    private static final int LINES_KEPT = 200;

    /** Credentials as long-term users have them. */
    static final List<String> USERS = List.of("lt-cred-mech", "user=" + USER + ":" + PASSWORD);

    private final Path program;
    private final CoturnPlace place;
    private final Path folder;
    private final int port;
    private final TlsFiles tls;
    private final Path config;
    private final Deque<String> log = new ArrayDeque<>();
    private Process process;
    private Thread reader;
    private Thread hook;

    private Coturn(Path program, CoturnPlace place, List<String> options) throws IOException, InterruptedException {
        this.program = program;
        this.place = place;
        port = freePort();
        folder = Files.createTempDirectory("coturn");
        tls = TlsFiles.create(folder, place.certificateSubjects());
        config = folder.resolve("turnserver.conf");
        Stream<String> addresses =
                place.addresses().stream().flatMap(ip -> Stream.of("listening-ip=" + ip, "relay-ip=" + ip));
        Files.write(
                config,
                Stream.of(configuration().stream(), addresses, options.stream())
                        .flatMap(lines -> lines)
                        .toList());
        startAgain();
    }

    /** On the same port, without any memory of before. */
    void startAgain() throws IOException, InterruptedException {
        synchronized (this) {
            log.clear();
        }
        process = new ProcessBuilder(program.toString(), "-c", config.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
        reader = Thread.ofPlatform().daemon().name("coturn-log").start(this::readLog);
        awaitListening();
    }

    /** As a crash would end it: nobody is told. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    static Coturn start() throws IOException, InterruptedException {
        return start(USERS);
    }

    /** With these lines in its configuration, which must say who may use it. */
    static Coturn start(List<String> options) throws IOException, InterruptedException {
        return start(CoturnPlace.LOOPBACK, options);
    }

    static Coturn start(CoturnPlace place, List<String> options) throws IOException, InterruptedException {
        return new Coturn(Workshop.get().tool(Tool.TURN_SERVER), place, options);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private List<String> configuration() {
        return List.of(
                "listening-port=" + port,
                "cert=" + tls.certificate(),
                "pkey=" + tls.key(),
                "realm=" + REALM,
                "allow-loopback-peers",
                "no-cli",
                "no-dtls",
                "no-rfc5780",
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
        while (!isListening("UDP listener opened on") || !isListening("TCP listener opened on")) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || !process.isAlive()) {
                process.destroy();
                throw new IllegalStateException("coturn did not start:\n" + String.join("\n", log));
            }
            wait(left);
        }
    }

    /** The addresses are opened in their order, so the last one tells. */
    private boolean isListening(String words) {
        String last = place.addresses().getLast() + ":" + port;
        return log.stream().anyMatch(line -> line.contains(words) && line.contains(last));
    }

    /** Waits until the server's clock, which its nonces are measured by, has gone on. */
    synchronized void awaitSeconds(int seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = seconds * 1000L;
                left > 0;
                left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
            wait(left);
        }
    }

    /** Waits until the server has said this. */
    synchronized void awaitLog(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (log.stream().noneMatch(line -> line.contains(text))) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException("coturn did not say \"" + text + "\":\n" + log());
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
        return "turn:" + place.host() + ":" + port + "?transport=udp";
    }

    String turnUrlOverTcp() {
        return "turn:" + place.host() + ":" + port + "?transport=tcp";
    }

    /** coturn takes TLS on its plain port, too. */
    String turnUrlOverTls() {
        return "turns:" + place.host() + ":" + port;
    }

    String turnUrlOverIpv6(String query) {
        return "turn:[::1]:" + port + query;
    }

    /** The certificate that clients have to trust, in PEM. */
    String certificate() throws IOException {
        return Files.readString(tls.certificate());
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
        Runtime.getRuntime().removeShutdownHook(hook); // A second time does no harm.
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
