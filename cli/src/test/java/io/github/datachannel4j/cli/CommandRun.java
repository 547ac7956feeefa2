package io.github.datachannel4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import picocli.CommandLine;

/** A command that runs beside the test, which writes its stdin and reads its stdout and stderr line by line. One at a time. */
final class CommandRun implements AutoCloseable {
    private static final int SECONDS_MAX = 40;

    final Lines out = new Lines();
    final Lines err = new Lines();
    private final InputStream stdinBefore = System.in;
    private final PipedOutputStream stdin = new PipedOutputStream();
    private final CompletableFuture<Integer> exitCode;

    CommandRun(String... args) throws IOException {
        System.setIn(new PipedInputStream(stdin));
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        exitCode = CompletableFuture.supplyAsync(() -> line.execute(args));
    }

    void write(String line) throws IOException {
        stdin.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        stdin.flush();
    }

    /** Ends its stdin and waits for its end. */
    int end() throws Exception {
        stdin.close();
        return exitCode.get(SECONDS_MAX, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        stdin.close();
        System.setIn(stdinBefore);
    }

    /** What it has written. */
    static final class Lines extends Writer {
        private final StringBuilder text = new StringBuilder();
        private final List<String> lines = new ArrayList<>();
        private int told;
        private int read;

        @Override
        public synchronized void write(char[] chars, int offset, int length) {
            text.append(chars, offset, length);
            for (int end = text.indexOf("\n", told); end >= 0; end = text.indexOf("\n", told)) {
                lines.add(text.substring(told, end));
                told = end + 1;
                notifyAll();
            }
        }

        /** The next line that fits; those before it are passed over. */
        synchronized String next(Predicate<String> wanted) throws InterruptedException {
            while (true) {
                waitForMoreThan(read);
                String line = lines.get(read);
                read++;
                if (wanted.test(line)) {
                    return line;
                }
            }
        }

        /** Until such a line has been written, read before or not. */
        synchronized void until(Predicate<String> wanted) throws InterruptedException {
            while (lines.stream().noneMatch(wanted)) {
                waitForMoreThan(lines.size());
            }
        }

        private void waitForMoreThan(int count) throws InterruptedException {
            long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
            while (lines.size() <= count) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
                assertThat(left).as("time for a line, after " + text).isPositive();
                wait(left);
            }
        }

        synchronized String text() {
            return text.toString();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
