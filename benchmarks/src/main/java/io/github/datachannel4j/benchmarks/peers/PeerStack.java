package io.github.datachannel4j.benchmarks.peers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Whose connections are measured: how the two ends are started, or what is missing on this machine. */
enum PeerStack {
    OURS("ours"),
    OURS_LITE("ours, lite server"),
    PION("pion"),
    LIBDATACHANNEL("libdatachannel");

    private static final Path GO_SOURCES = Path.of("/usr/share/gocode");
    private static final int BUILD_MINUTES_MAX = 5;

    private final String title;

    PeerStack(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whose failures are ours. */
    boolean isOurs() {
        return this == OURS || this == OURS_LITE;
    }

    /** Thrown when this machine has not what the stack needs; the message says what to install. */
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1;

        MissingException(String message) {
            super(message);
        }
    }

    PeerProcess answering(Path folder) throws IOException, MissingException, InterruptedException {
        return switch (this) {
            case OURS -> PeerProcess.start(java("answer", "full"), Map.of());
            case OURS_LITE -> PeerProcess.start(java("answer", "lite"), Map.of());
            case PION -> PeerProcess.start(List.of(pion(folder), "answer"), Map.of());
            case LIBDATACHANNEL -> PeerProcess.start(node(folder, "answer"), Map.of());
        };
    }

    PeerProcess offering(Path folder) throws IOException, MissingException, InterruptedException {
        return switch (this) {
            case OURS, OURS_LITE -> PeerProcess.start(java("offer"), Map.of());
            case PION -> PeerProcess.start(List.of(pion(folder), "offer"), Map.of());
            case LIBDATACHANNEL -> PeerProcess.start(node(folder, "offer"), Map.of());
        };
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Gives back what is not needed, as a server with many idle peers wants it.
                "-XX:+UseSerialGC",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                // Else the young generation grows with what the idle peers hold, to a third of the heap.
                "-XX:MaxNewSize=24m",
                "-cp",
                System.getProperty("java.class.path"),
                OurPeers.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String pion(Path folder) throws IOException, MissingException, InterruptedException {
        Path source = GO_SOURCES.resolve("src/github.com/pion/webrtc");
        if (!Files.isDirectory(source)) {
            throw new MissingException("pion is not here: apt-get install golang-go golang-github-pion-webrtc.v3-dev");
        }
        Path program = folder.resolve("pion");
        if (Files.exists(program)) {
            return program.toString();
        }
        // Below a GOPATH, the version in an import path is understood only in a package with a go.mod.
        Path workspace = Files.createDirectories(folder.resolve("go/src/pionpeers"));
        copy("pion.go", workspace.resolve("main.go"));
        Files.writeString(workspace.resolve("go.mod"), "module pionpeers\n");
        ProcessBuilder build = new ProcessBuilder("go", "build", "-o", program.toString(), ".")
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("go-build.log").toFile());
        build.environment().put("GO111MODULE", "off");
        build.environment().put("GOPATH", folder.resolve("go") + File.pathSeparator + GO_SOURCES);
        build.environment().put("GOCACHE", folder.resolve("go-cache").toString());
        Process go;
        try {
            go = build.start();
        } catch (IOException e) {
            throw new MissingException("Go is not here: apt-get install golang-go");
        }
        if (!go.waitFor(BUILD_MINUTES_MAX, TimeUnit.MINUTES) || go.exitValue() != 0) {
            throw new MissingException(
                    "the program around pion could not be built: see " + folder.resolve("go-build.log"));
        }
        return program.toString();
    }

    private static List<String> node(Path folder, String role) throws IOException, MissingException {
        Path program = folder.resolve("libdatachannel.cjs");
        copy("libdatachannel.cjs", program);
        Path modules = modules();
        return List.of("node", program.toString(), role, modules.toString());
    }

    /** The interop tests install it below their target; another folder can be named by NODE_DATACHANNEL. */
    private static Path modules() throws MissingException {
        String named = System.getenv("NODE_DATACHANNEL");
        Stream<Path> candidates = named == null
                ? Stream.of(Path.of("interop-tests/target/peers"), Path.of("../interop-tests/target/peers"))
                : Stream.of(Path.of(named));
        return candidates
                .map(Path::toAbsolutePath)
                .filter(path -> Files.isDirectory(path.resolve("node_modules/node-datachannel")))
                .findFirst()
                .orElseThrow(() -> new MissingException(
                        "libdatachannel is not here: apt-get install nodejs npm, npm install node-datachannel in a folder, and"
                                + " name the folder in NODE_DATACHANNEL"));
    }

    private static void copy(String resource, Path to) throws IOException {
        try (InputStream in = PeerStack.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is missing beside " + PeerStack.class.getName());
            }
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
