package io.github.datachannel4j.peerconnection;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A STUN or TURN server (W3C RTCIceServer), checked when it is made: SyntaxError for a URL that does not parse,
 * InvalidAccessError for a TURN server without credentials.
 *
 * @param urls {@code stun:}, {@code turn:} or {@code turns:} URLs of the same server
 * @param username the TURN user; {@code null} for STUN
 * @param credential the TURN password; {@code null} for STUN
 */
public record IceServer(
        List<String> urls,
        @Nullable String username,
        @Nullable String credential) {
    /** Checks the URLs and the credentials. */
    public IceServer {
        urls = List.copyOf(urls);
        if (username == null || credential == null) {
            urls.stream().filter(IceServer::isTurn).findFirst().ifPresent(url -> {
                throw WebRtcException.invalidAccess("TURN server " + url + " needs username and credential", null);
            });
        }
        NetworkMapping.checkUrls(urls, username, credential);
    }

    /** A server that needs no credentials, so STUN. */
    public static IceServer of(String url) {
        return new IceServer(List.of(url), null, null);
    }

    /** A TURN server with its long-term credentials. */
    public static IceServer of(String url, String username, String credential) {
        return new IceServer(List.of(url), username, credential);
    }

    @Override
    public String toString() {
        return "IceServer" + urls; // Never the credential: configurations end up in logs.
    }

    private static boolean isTurn(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith("turn");
    }
}
