package io.github.datachannel4j.interop.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** apt-get, where it is there and we are root. */
final class DebianPackages {
    private static final List<String> APT = List.of("apt-get", "-q", "-o", "DPkg::Lock::Timeout=300");

    private DebianPackages() {}

    static boolean canInstall() {
        return "root".equals(System.getProperty("user.name"))
                && Commands.find("apt-get").isPresent();
    }

    /** Tries to; whoever calls looks for the programs again, since some may be there although others are not. */
    static void install(List<String> packages, Path log, Duration deadline) throws IOException {
        Path here = Path.of(".");
        Commands.run(command(List.of("update")), here, log, deadline);
        List<String> install = new ArrayList<>(List.of("install", "-y", "--no-install-recommends"));
        install.addAll(packages);
        Commands.run(command(install), here, log, deadline);
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(APT);
        command.addAll(arguments);
        return command;
    }
}
