package io.github.datachannel4j.ice;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A STUN or TURN URL: {@code stun:host[:port]} (RFC 7064) or {@code turn:host[:port][?transport=tcp]} (RFC 7065);
 * {@code stuns:} and {@code turns:} over TLS. Scheme and query may be written in any case, so ask this rather than the text.
 */
public final class IceServerUrl {
    enum Scheme {
        STUN,
        STUNS,
        TURN,
        TURNS
    }

    enum Transport {
        UDP,
        TCP
    }

    private static final int PORT = 3478;
    private static final int PORT_TLS = 5349;
    private static final int PORT_MAX = 65535;
    private static final int PORT_DIGITS_MAX = 5;
    private static final String TRANSPORT_QUERY = "transport=";

    private final String url;
    private final Scheme scheme;
    private final String host;
    private final int port;
    private final Transport transport;

    private IceServerUrl(String url, Scheme scheme, String host, int port, Transport transport) {
        this.url = url;
        this.scheme = scheme;
        this.host = host;
        this.port = port;
        this.transport = transport;
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException naming the URL and what is wrong with it
     */
    public static IceServerUrl parse(String url) {
        int colon = url.indexOf(':');
        if (colon < 0) {
            throw bad(url, "it has no scheme");
        }
        Scheme scheme = scheme(url, url.substring(0, colon));
        int query = url.indexOf('?');
        String hostAndPort = url.substring(colon + 1, query < 0 ? url.length() : query);
        Transport transport = query < 0 ? defaultTransport(scheme) : transport(url, scheme, url.substring(query + 1));
        if (hostAndPort.startsWith("//")) {
            throw bad(url, "no // comes after the scheme");
        }
        int hostEnd = hostEnd(url, hostAndPort);
        String host =
                hostAndPort.startsWith("[") ? hostAndPort.substring(1, hostEnd - 1) : hostAndPort.substring(0, hostEnd);
        checkHost(url, host, hostAndPort.startsWith("["));
        return new IceServerUrl(url, scheme, host, port(url, scheme, hostAndPort.substring(hostEnd)), transport);
    }

    /** As it was written. */
    public String url() {
        return url;
    }

    /** A name, an IPv4 address, or an IPv6 address without its brackets. */
    public String host() {
        return host;
    }

    /** The one that is written, or the default of the scheme. */
    public int port() {
        return port;
    }

    /** Whether the server relays. */
    public boolean isTurn() {
        return scheme == Scheme.TURN || scheme == Scheme.TURNS;
    }

    /** How a TURN server is reached; empty for STUN servers. */
    public Optional<IceStats.ServerTransport> relayTransport() {
        if (!isTurn()) {
            return Optional.empty();
        }
        if (scheme == Scheme.TURNS) {
            return Optional.of(IceStats.ServerTransport.TLS);
        }
        return Optional.of(transport == Transport.TCP ? IceStats.ServerTransport.TCP : IceStats.ServerTransport.UDP);
    }

    Scheme scheme() {
        return scheme;
    }

    Transport transport() {
        return transport;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return url;
    }

    /** Why we cannot talk to it, or null if we can. */
    @Nullable
    String unsupported() {
        if (scheme == Scheme.STUNS) {
            return "STUN over TLS finds no address that UDP could use: say stun: instead of stuns:";
        }
        if (scheme == Scheme.TURNS && transport == Transport.UDP) {
            return "TURN over DTLS is not supported: say turns: without transport=udp, which is TURN over TLS";
        }
        return null;
    }

    private static Scheme scheme(String url, String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "stun" -> Scheme.STUN;
            case "stuns" -> Scheme.STUNS;
            case "turn" -> Scheme.TURN;
            case "turns" -> Scheme.TURNS;
            default -> throw bad(url, "the scheme is not one of stun, stuns, turn, turns");
        };
    }

    private static Transport defaultTransport(Scheme scheme) {
        return scheme == Scheme.STUNS || scheme == Scheme.TURNS ? Transport.TCP : Transport.UDP;
    }

    private static Transport transport(String url, Scheme scheme, String query) {
        if (scheme == Scheme.STUN || scheme == Scheme.STUNS) {
            throw bad(url, "a STUN URL has no query");
        }
        if (query.regionMatches(true, 0, TRANSPORT_QUERY, 0, TRANSPORT_QUERY.length())) {
            String value = query.substring(TRANSPORT_QUERY.length());
            if (value.equalsIgnoreCase("udp")) {
                return Transport.UDP;
            }
            if (value.equalsIgnoreCase("tcp")) {
                return Transport.TCP;
            }
        }
        throw bad(url, "the query is neither transport=udp nor transport=tcp");
    }

    private static int hostEnd(String url, String hostAndPort) {
        if (hostAndPort.startsWith("[")) {
            int bracket = hostAndPort.indexOf(']');
            if (bracket < 0) {
                throw bad(url, "the bracket of the IPv6 address is not closed");
            }
            return bracket + 1;
        }
        int colon = hostAndPort.indexOf(':');
        return colon < 0 ? hostAndPort.length() : colon;
    }

    private static void checkHost(String url, String host, boolean isIpv6) {
        if (host.isEmpty()) {
            throw bad(url, "it has no host");
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean fits = isIpv6
                    ? Character.digit(c, 16) >= 0 || c == ':' || c == '.'
                    : c > ' ' && c < 0x7F && "/?#[]@:%\\\"<>^`{|}".indexOf(c) < 0;
            if (!fits) {
                throw bad(url, "the host has a character that no host has, at index " + i);
            }
        }
    }

    private static int port(String url, Scheme scheme, String rest) {
        if (rest.isEmpty()) {
            return scheme == Scheme.STUNS || scheme == Scheme.TURNS ? PORT_TLS : PORT;
        }
        String digits = rest.substring(1);
        boolean isNumber = rest.charAt(0) == ':'
                && !digits.isEmpty()
                && digits.length() <= PORT_DIGITS_MAX
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = isNumber ? Integer.parseInt(digits) : -1;
        if (port < 1 || port > PORT_MAX) {
            throw bad(url, "the port is not a number from 1 to 65535");
        }
        return port;
    }

    private static IllegalArgumentException bad(String url, String reason) {
        return new IllegalArgumentException("not a STUN or TURN URL: \"" + url + "\": " + reason);
    }
}
