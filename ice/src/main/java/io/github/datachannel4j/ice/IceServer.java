package io.github.datachannel4j.ice;

import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the W3C's {@code iceServers}: STUN and TURN URLs, and the credentials for the TURN ones.
 *
 * @param urls for example {@code stun:stun.example.org} or {@code turn:turn.example.org:3478?transport=udp}
 * @param username null when only STUN servers are named
 * @param credential null when only STUN servers are named
 * @param sslContext whom to trust when a {@code turns:} server shows its certificate; null for whom the platform trusts. The name
 *     in the certificate is checked in any case
 */
public record IceServer(
        List<String> urls,
        @Nullable String username,
        @Nullable String credential,
        @Nullable SSLContext sslContext) {
    /**
     * Checks every URL, and that TURN servers have credentials.
     *
     * @throws IllegalArgumentException naming the URL and what is wrong with it
     */
    public IceServer {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("an ICE server needs at least one URL");
        }
        for (String url : urls) {
            if (IceServerUrl.parse(url).isTurn() && (username == null || credential == null)) {
                throw new IllegalArgumentException("a TURN server needs username and credential: " + url);
            }
        }
    }

    /** With the platform's trust in certificates. */
    public IceServer(List<String> urls, @Nullable String username, @Nullable String credential) {
        this(urls, username, credential, null);
    }

    /** A STUN server. */
    public static IceServer of(String url) {
        return new IceServer(List.of(url), null, null);
    }

    /** A TURN server with long-term credentials. */
    public static IceServer of(String url, String username, String credential) {
        return new IceServer(List.of(url), username, credential);
    }

    /** The same, reached over TLS with this trust: {@link TrustedCertificates} makes one from PEM. */
    public IceServer withSslContext(SSLContext context) {
        return new IceServer(urls, username, credential, context);
    }

    /** Without the credential, so that it doesn't end up in a log. */
    @Override
    public String toString() {
        return "IceServer" + urls;
    }
}
