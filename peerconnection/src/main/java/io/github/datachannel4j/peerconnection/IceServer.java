package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.ice.IceServerUrl;
import io.github.datachannel4j.ice.TrustedCertificates;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A STUN or TURN server (W3C RTCIceServer), checked when it is made: SyntaxError for a URL that does not parse,
 * InvalidAccessError for a TURN server without credentials.
 *
 * @param urls {@code stun:}, {@code turn:} or {@code turns:} URLs of the same server
 * @param username the TURN user; {@code null} for STUN
 * @param credential the TURN password; {@code null} for STUN
 * @param sslContext whom to trust when a {@code turns:} server shows its certificate; {@code null} for whom the platform trusts. That the
 *     certificate is for the name in the URL is checked in any case
 */
public record IceServer(
        List<String> urls,
        @Nullable String username,
        @Nullable String credential,
        @Nullable SSLContext sslContext) {
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

    /** With the platform's trust in certificates. */
    public IceServer(List<String> urls, @Nullable String username, @Nullable String credential) {
        this(urls, username, credential, null);
    }

    /** A server that needs no credentials, so STUN. */
    public static IceServer of(String url) {
        return new IceServer(List.of(url), null, null);
    }

    /** A TURN server with its long-term credentials. */
    public static IceServer of(String url, String username, String credential) {
        return new IceServer(List.of(url), username, credential);
    }

    /** The same with this trust in certificates. */
    public IceServer withSslContext(SSLContext context) {
        return new IceServer(urls, username, credential, context);
    }

    /** The same with trust in the certificates of this PEM text and in no others. TypeError if it holds none. */
    public IceServer withTrustedCertificates(String pem) {
        try {
            return withSslContext(TrustedCertificates.fromPem(pem));
        } catch (IllegalArgumentException e) {
            throw WebRtcException.because(WebRtcErrorName.TYPE_ERROR, e);
        }
    }

    @Override
    public String toString() {
        return "IceServer" + urls; // Never the credential: configurations end up in logs.
    }

    private static boolean isTurn(String url) {
        try {
            return IceServerUrl.parse(url).isTurn();
        } catch (IllegalArgumentException e) {
            throw WebRtcException.because(WebRtcErrorName.SYNTAX_ERROR, e);
        }
    }
}
