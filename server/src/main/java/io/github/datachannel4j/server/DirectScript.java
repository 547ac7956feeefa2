package io.github.datachannel4j.server;

import io.github.datachannel4j.dtls.DtlsCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JavaScript of pages that connect without signaling, with what is particular to one server filled in. */
final class DirectScript {
    private static final String RESOURCE = "direct.js";

    private DirectScript() {}

    static String of(int port, String password, DtlsCertificate certificate) {
        return template()
                .replace("@PORT@", Integer.toString(port))
                .replace("@PASSWORD@", password)
                .replace(
                        "@FINGERPRINT@",
                        certificate.fingerprint().algorithm() + " "
                                + certificate.fingerprint().value());
    }

    private static String template() {
        try (InputStream in = DirectScript.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing beside " + DirectScript.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
