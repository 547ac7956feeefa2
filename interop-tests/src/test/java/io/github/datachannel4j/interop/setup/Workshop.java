package io.github.datachannel4j.interop.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that the tests need besides Java: found, or installed when this machine lets us. Made once for all tests; when it cannot be made
 * whole, each test fails with the same list of what to install.
 */
public final class Workshop {
    private static final Duration INSTALL_DEADLINE = Duration.ofMinutes(15);
    private static final Path SOURCES = Path.of("src/test/resources/interop/peers");
    private static final Path TARGET = Path.of("target");

    private final Map<Tool, Path> tools = new EnumMap<>(Tool.class);
    private final Path peers = TARGET.resolve("peers").toAbsolutePath();
    private Path pionPeer = peers;
    private final Path log = TARGET.resolve("interop-set-up.log").toAbsolutePath();

    private Workshop() {}

    /** The one workshop of this JVM. */
    public static Workshop get() {
        return Holder.OUTCOME.orThrow();
    }

    /** The program's path. */
    public Path tool(Tool tool) {
        return tools.get(tool);
    }

    /** The folder with the peers' programs and what they import. */
    public Path peers() {
        return peers;
    }

    /** The program whose source is in the folder {@code go}. */
    public Path pionPeer() {
        return pionPeer;
    }

    private static Workshop open() throws IOException {
        Files.createDirectories(TARGET);
        Workshop workshop = new Workshop();
        workshop.findTools();
        if (!workshop.missing().isEmpty() && DebianPackages.canInstall()) {
            workshop.installTools();
            workshop.findTools();
        }
        if (!workshop.missing().isEmpty()) {
            throw new SetUpFailure(workshop.whatIsMissing());
        }
        Files.createDirectories(workshop.peers);
        copy(SOURCES, workshop.peers);
        workshop.installNodePackages();
        workshop.pionPeer = PionProgram.build(workshop.tool(Tool.GO_WITH_PION), workshop.peers, workshop.log);
        return workshop;
    }

    private void findTools() {
        for (Tool tool : missing()) {
            find(tool).ifPresent(path -> tools.put(tool, path));
        }
    }

    private static Optional<Path> find(Tool tool) {
        return tool.names().stream()
                .map(Commands::find)
                .flatMap(Optional::stream)
                .filter(tool::serves)
                .findFirst();
    }

    private List<Tool> missing() {
        return Stream.of(Tool.values()).filter(tool -> !tools.containsKey(tool)).toList();
    }

    private void installTools() throws IOException {
        List<String> packages = missing().stream()
                .flatMap(tool -> tool.debianPackages().stream())
                .toList();
        say("installing the Debian packages " + String.join(" ", packages) + " (minutes; log: " + log + ")");
        DebianPackages.install(packages, log, INSTALL_DEADLINE);
    }

    private void installNodePackages() throws IOException {
        Path lock = peers.resolve("package-lock.json");
        Path installed = peers.resolve("node_modules/.installed-lock");
        if (Files.exists(installed) && Files.mismatch(installed, lock) == -1) {
            return;
        }
        say("installing puppeteer-core and node-datachannel with npm (log: " + log + ")");
        String npm = Commands.find("npm").orElseThrow().toString();
        int code = Commands.run(List.of(npm, "ci", "--ignore-scripts", "--no-progress"), peers, log, INSTALL_DEADLINE);
        if (code != 0) {
            throw new SetUpFailure("npm ci ended with exit code " + code + ": see " + log
                    + ". The npm registry must be within reach once.");
        }
        Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private String whatIsMissing() {
        List<String> lines = new ArrayList<>();
        lines.add("The interop tests need programs that are not here and could not be installed:");
        for (Tool tool : missing()) {
            lines.add("  " + tool.description() + " (Debian and Ubuntu: apt-get install "
                    + String.join(" ", tool.debianPackages()) + ")");
        }
        lines.add("They install these themselves when run as root on Debian (log: " + log + ").");
        return String.join(System.lineSeparator(), lines);
    }

    private static void say(String what) {
        System.out.println("[interop-tests] " + what);
    }

    /** What became of the one attempt, so that it is not repeated for each test. */
    private record Outcome(Optional<Workshop> workshop, Optional<SetUpFailure> failure) {
        static Outcome attempt() {
            try {
                return new Outcome(Optional.of(open()), Optional.empty());
            } catch (SetUpFailure e) {
                return new Outcome(Optional.empty(), Optional.of(e));
            } catch (IOException | UncheckedIOException e) {
                return new Outcome(Optional.empty(), Optional.of(new SetUpFailure("The set-up failed: " + e)));
            }
        }

        Workshop orThrow() {
            return workshop.orElseThrow(failure::orElseThrow);
        }
    }

    private static final class Holder {
        static final Outcome OUTCOME = Outcome.attempt();
    }
}
