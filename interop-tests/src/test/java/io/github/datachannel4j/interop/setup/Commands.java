package io.github.datachannel4j.interop.setup;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs: where they are on the PATH, and short runs of them. */
final class Commands {
    private static final Duration PROBE_DEADLINE = Duration.ofSeconds(60);

    private Commands() {}

    /** The program, given by name or by absolute path. */
    static Optional<Path> find(String name) {
        Stream<Path> places = Path.of(name).isAbsolute()
                ? Stream.of(Path.of(name))
                : Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name));
        return places.filter(Files::isExecutable).findFirst();
    }

    /** Whether a quick question to a program is answered with exit code 0. */
    static boolean succeeds(String... command) {
        try {
            return run(List.of(command), Path.of("."), Path.of("/dev/null"), PROBE_DEADLINE) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs a program to its end with its output in a file, and returns its exit code; one that takes too long is ended. */
    static int run(List<String> command, Path folder, Path output, Duration deadline) throws IOException {
        return run(command, Map.of(), folder, output, deadline);
    }

    /** The same with variables added to its environment. */
    static int run(List<String> command, Map<String, String> environment, Path folder, Path output, Duration deadline)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (process.waitFor(deadline.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IOException(command + " did not end within " + deadline.toSeconds() + " s, see " + output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
