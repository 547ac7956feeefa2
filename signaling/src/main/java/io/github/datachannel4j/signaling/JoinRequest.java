package io.github.datachannel4j.signaling;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where to POST an offer, and how.
 *
 * @param url an http or https URL
 * @param bearerToken goes into the {@code Authorization} header
 * @param json whether to send {@code {type, sdp}} instead of {@code application/sdp}
 * @param timeout how long each step may take: gathering, the HTTP exchange, setting the answer
 */
public record JoinRequest(URI url, Optional<String> bearerToken, boolean json, Duration timeout) {
    /** Long enough for a slow STUN server and a far signaling server, short enough to wait for. */
    public static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(15);

    /** Checks the URL. */
    public JoinRequest {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!List.of("http", "https").contains(scheme) || url.getHost() == null) {
            throw new IllegalArgumentException("Expected an http:// or https:// URL with a host, got: " + url);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, not " + timeout);
        }
    }

    /** A request without a token, with SDP in the body. */
    public static JoinRequest to(URI url) {
        return new JoinRequest(url, Optional.empty(), false, TIMEOUT_DEFAULT);
    }

    /** With this token. */
    public JoinRequest withBearerToken(String token) {
        return new JoinRequest(url, Optional.of(token), json, timeout);
    }

    /** With JSON in the body. */
    public JoinRequest withJson() {
        return new JoinRequest(url, bearerToken, true, timeout);
    }

    /** With this time limit. */
    public JoinRequest withTimeout(Duration value) {
        return new JoinRequest(url, bearerToken, json, value);
    }
}
