package io.github.datachannel4j.interop.nat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Short scripts for the kernel's tools. */
final class Shell {
    private static final int PATIENCE_SECONDS = 60;

    private Shell() {}

    /** Runs it to its end or its first failure; that is an IOException with what it has printed. */
    static void run(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-ec", script)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("did not end: " + script);
        }
        if (process.exitValue() != 0) {
            throw new IOException(output.strip() + " (exit code " + process.exitValue() + ")");
        }
    }
}
