package io.github.datachannel4j.signaling;

import io.github.datachannel4j.peerconnection.SessionDescription;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An offer that came in by HTTP.
 *
 * @param offer the description
 * @param from where the request came from: the peer, or the proxy before it
 * @param path the path and query of the request
 * @param headers the request's headers, names in lower case
 */
public record OfferRequest(
        SessionDescription offer, InetSocketAddress from, String path, Map<String, List<String>> headers) {
    private static final String BEARER = "Bearer ";

    /** Takes a copy of the headers. */
    public OfferRequest {
        headers = Map.copyOf(headers);
    }

    /** The first header of this name in lower case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The token of an {@code Authorization: Bearer} header. */
    public Optional<String> bearerToken() {
        return header("authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }
}
