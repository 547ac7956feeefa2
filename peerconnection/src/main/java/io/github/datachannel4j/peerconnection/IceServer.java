package io.github.datachannel4j.peerconnection;

import java.net.URI;
import java.net.URISyntaxException;
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
        if (urls.isEmpty()) {
            throw new WebRtcException(WebRtcErrorName.SYNTAX_ERROR, "an ICE server needs at least one URL");
        }
        for (String url : urls) {
            boolean turn = scheme(url).startsWith("turn");
            if (turn && (username == null || credential == null)) {
                throw new WebRtcException(
                        WebRtcErrorName.INVALID_ACCESS_ERROR, "TURN server " + url + " needs username and credential");
            }
        }
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

    private static String scheme(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean known = List.of("stun", "stuns", "turn", "turns").contains(scheme);
            if (known
                    && !uri.getSchemeSpecificPart().isEmpty()
                    && !uri.getSchemeSpecificPart().startsWith("/")) {
                return scheme;
            }
        } catch (URISyntaxException e) {
            throw new WebRtcException(WebRtcErrorName.SYNTAX_ERROR, "not a STUN or TURN URL: " + url, e);
        }
        throw new WebRtcException(WebRtcErrorName.SYNTAX_ERROR, "not a STUN or TURN URL: " + url);
    }
}
