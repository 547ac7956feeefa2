package io.github.datachannel4j.cli;

import io.github.datachannel4j.peerconnection.IceServer;
import io.github.datachannel4j.peerconnection.WebRtcException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option to trust certificates of one's own, of {@code turns:} servers. */
final class TrustOption {
    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "Certificates in PEM: turns: servers have to have one of them, or one that they have signed. "
                    + "Without it, one that Java trusts.")
    private @Nullable Path file;

    /**
     * The same server with this trust, if there is any.
     *
     * @throws IllegalArgumentException naming the file if there is none, or it holds no certificates
     */
    IceServer applyTo(IceServer server) {
        if (file == null) {
            return server;
        }
        try {
            return server.withTrustedCertificates(read(file));
        } catch (WebRtcException e) {
            throw new IllegalArgumentException("--trust " + file + ": " + e.getMessage(), e);
        }
    }

    /** Byte for byte: what is beside the certificates, such as remarks, may be in any encoding. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("--trust " + file + ": there is no such file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("--trust " + file + ": it cannot be read: " + e.getMessage(), e);
        }
    }
}
