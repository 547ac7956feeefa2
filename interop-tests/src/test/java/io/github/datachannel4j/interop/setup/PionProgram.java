package io.github.datachannel4j.interop.setup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Our Go program around pion, built from the sources that Debian packages, so that no module proxy is asked. */
final class PionProgram {
    /** Where Debian's golang-*-dev packages put their sources. */
    static final Path DEBIAN_SOURCES = Path.of("/usr/share/gocode");

    private static final Duration BUILD_DEADLINE = Duration.ofMinutes(5);

    private PionProgram() {}

    /** Builds it in the folder of the peers; what has not changed since comes out of the compiler's cache. */
    static Path build(Path go, Path peers, Path log) throws IOException {
        Path workspace = peers.resolve("go");
        Path program = workspace.resolve("pion-peer");
        // The sources import pion by its module path, which Go resolves below a GOPATH only for a package with a
        // go.mod.
        Map<String, String> environment = Map.of(
                "GO111MODULE",
                "off",
                "GOPATH",
                workspace + File.pathSeparator + DEBIAN_SOURCES,
                "GOCACHE",
                workspace.resolve("cache").toString());
        int code = Commands.run(
                List.of(go.toString(), "build", "-o", program.toString(), "."),
                environment,
                workspace.resolve("src/pionpeer"),
                log,
                BUILD_DEADLINE);
        if (code != 0) {
            throw new SetUpFailure("go build of the pion peer ended with exit code " + code + ": see " + log);
        }
        return program;
    }
}
