package io.github.datachannel4j.cli;

import io.github.datachannel4j.peerconnection.PacketCapture;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --capture}: all SCTP packets of a command go into a file for Wireshark. */
final class CaptureOption implements AutoCloseable {
    @Option(
            names = "--capture",
            paramLabel = "FILE.pcapng",
            description = "Write all SCTP packets, which are inside DTLS, in plain text to this file for Wireshark.")
    private @Nullable Path file; // null without the option

    private @Nullable PacketCapture capture; // null until it is applied, and without the option

    /** The configuration with the capture that the option asks for; it begins with the first call. */
    PeerConnectionConfig applyTo(PeerConnectionConfig config) {
        if (file == null) {
            return config;
        }
        if (capture == null) {
            capture = PacketCapture.to(file);
        }
        return config.withDiagnostics(config.diagnostics().withCapture(capture));
    }

    /** Completes the file. */
    @Override
    public void close() {
        if (capture != null) {
            capture.close();
        }
    }
}
