package io.github.datachannel4j.dtls;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Counts the virtual threads of handshakes, which the usual ways to list threads leave out. */
final class TestThreads {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private TestThreads() {}

    static void awaitNoHandshake() {
        Instant end = Instant.now().plus(PATIENCE);
        while (handshakes() > 0) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(handshakes() + " handshake threads are still there");
            }
            Thread.onSpinWait();
        }
    }

    private static long handshakes() {
        try {
            Path directory = Files.createTempDirectory("threads");
            Path dump = directory.resolve("dump.txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
            long count;
            try (var lines = Files.lines(dump)) {
                count = lines.filter(line -> line.contains("\"dtls-handshake\""))
                        .count();
            }
            Files.delete(dump);
            Files.delete(directory);
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
