package io.github.datachannel4j.ice;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One address of a TURN server, how it is reached, and who we are to it.
 *
 * @param host the name that its certificate has to be for
 * @param sslContext whom to trust with TLS; null for whom the platform trusts
 */
record TurnServer(
        InetSocketAddress address,
        IceStats.ServerTransport transport,
        String host,
        String username,
        String credential,
        @Nullable SSLContext sslContext) {
    /** Where this one sends us. Without a name of its own, the other is of the same name (RFC 8489 §10). */
    TurnServer alternate(InetSocketAddress newAddress, @Nullable String domain) {
        return new TurnServer(newAddress, transport, domain == null ? host : domain, username, credential, sslContext);
    }

    /** Without the credential, so that it doesn't end up in a log. */
    @Override
    public String toString() {
        return "TurnServer[" + transport + " " + address + "]";
    }
}
