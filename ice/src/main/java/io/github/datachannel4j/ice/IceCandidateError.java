package io.github.datachannel4j.ice;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a STUN or TURN server while gathering: the RTCPeerConnectionIceErrorEvent of the W3C.
 *
 * @param url the server's URL as it was configured
 * @param errorCode the STUN error code (RFC 8489 §14.8), or 701 when the server could not be reached
 * @param failure what has happened, for programs: the code alone says 701 for most of it
 * @param address the local address that was used, or null when none was, as when the name could not be resolved
 * @param port the local port that was used, or null like {@code address}
 */
public record IceCandidateError(
        String url,
        int errorCode,
        String errorText,
        IceServerFailure failure,
        @Nullable String address,
        @Nullable Integer port) {
    /** The W3C's code for a server that could not be reached, and ours for a transport that is not supported. */
    public static final int SERVER_NOT_REACHABLE = 701;

    static IceCandidateError of(IceServerUrl url, @Nullable InetSocketAddress from, ServerError error) {
        return new IceCandidateError(
                url.url(),
                error.code(),
                error.text(),
                error.failure(),
                from == null ? null : LiteralAddress.format(from.getAddress()),
                from == null ? null : from.getPort());
    }
}
