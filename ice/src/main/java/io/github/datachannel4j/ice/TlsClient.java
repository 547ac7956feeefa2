package io.github.datachannel4j.ice;

import io.netty.handler.ssl.SslHandler;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** TLS to servers, by the JDK's engine. The certificate must be for the name in the URL. */
final class TlsClient {
    private static final long HANDSHAKE_TIMEOUT_MILLIS = 10_000;

    /** What takes long in a handshake, as to check a chain of certificates, is not done on the loop. */
    private static final Executor LONG_TASKS =
            task -> Thread.ofVirtual().name("datachannel4j-tls").start(task);

    private TlsClient() {}

    static SslHandler handler(TurnServer server) {
        SSLEngine engine = context(server.sslContext())
                .createSSLEngine(server.host(), server.address().getPort());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        // The rules of HTTPS (RFC 9110 §4.3.4) for names and IP addresses in certificates.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine, LONG_TASKS);
        handler.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT_MILLIS);
        return handler;
    }

    private static SSLContext context(@Nullable SSLContext chosen) {
        try {
            return chosen == null ? SSLContext.getDefault() : chosen;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the platform's TLS does not work", e);
        }
    }
}
