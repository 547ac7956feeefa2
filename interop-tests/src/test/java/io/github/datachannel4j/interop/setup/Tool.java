package io.github.datachannel4j.interop.setup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program that the tests need, where it may be, and the Debian packages that bring it. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
public enum Tool {
    NODE("Node.js 18.20 or newer with npm", List.of("node"), List.of("nodejs", "npm")) {
        @Override
        boolean serves(Path program) {
            return Commands.succeeds(
                            program.toString(),
                            "-e",
                            "const [a, b] = process.versions.node.split('.'); process.exit(a * 1000 + +b >= 18020 ? 0 : 1)")
                    && Commands.find("npm").isPresent();
        }
    },
    CHROMIUM(
            "Chromium or Chrome",
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
            List.of("chromium")),
    FIREFOX("Firefox", List.of("firefox-esr", "firefox"), List.of("firefox-esr")),
    PYTHON_WITH_AIORTC(
            "Python 3 that can import aiortc",
            List.of("/usr/bin/python3", "python3"),
            List.of("python3", "python3-aiortc")) {
        @Override
        boolean serves(Path program) {
            return Commands.succeeds(program.toString(), "-c", "import aiortc");
        }
    },
    TURN_SERVER("coturn's turnserver", List.of("turnserver"), List.of("coturn")),
    TSHARK("tshark", List.of("tshark"), List.of("tshark")),
    GO_WITH_PION(
            "Go with Debian's sources of pion",
            List.of("go"),
            List.of("golang-go", "golang-github-pion-webrtc.v3-dev")) {
        @Override
        boolean serves(Path program) {
            return Files.isDirectory(PionProgram.DEBIAN_SOURCES.resolve("src/github.com/pion/webrtc"));
        }
    };

    private final String description;
    private final List<String> names;
    private final List<String> debianPackages;

    Tool(String description, List<String> names, List<String> debianPackages) {
        this.description = description;
        this.names = names;
        this.debianPackages = debianPackages;
    }

    /** What it is, for people. */
    public String description() {
        return description;
    }

    List<String> names() {
        return names;
    }

    List<String> debianPackages() {
        return debianPackages;
    }

    /** Whether this program of that name is good enough. */
    boolean serves(Path program) {
        return true;
    }
}
