package io.github.datachannel4j.server;

import com.sun.net.httpserver.HttpHandler;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.StrangerOptions;
import io.github.datachannel4j.signaling.OfferRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link DataChannelServer} needs. Each method returns the builder; for one thread. */
public final class DataChannelServerBuilder {
    private static final int PORT_MAX = 65535;

    /** A peer costs some tens of kilobytes: a bound that a server of a few gigabytes holds. */
    private static final int PEERS_MAX_DEFAULT = 10_000;

    private PeerConnectionConfig connections = PeerConnectionConfig.defaults();
    private InetSocketAddress httpAddress = new InetSocketAddress(0);
    private String signalingPath = "/rtc";
    private final Map<String, HttpHandler> handlers = new LinkedHashMap<>();
    private Predicate<OfferRequest> authorizer = request -> true;
    private Consumer<Peer> onPeer = peer -> {};
    private int peersMax = PEERS_MAX_DEFAULT;
    private int peersPerAddressMax = Integer.MAX_VALUE;
    private @Nullable StrangerAccess strangers; // null unless peers may come without signaling
    private Duration connectTimeout = Duration.ofSeconds(30);

    DataChannelServerBuilder() {}

    /** The one UDP port of all peers, 1 to 65535, or 0 (the default) for a free one. */
    public DataChannelServerBuilder udpPort(int port) {
        checkPort("udpPort", port);
        return configure(config -> config.withNetwork(config.network().withUdpPort(port)));
    }

    /**
     * Takes peers over TCP as well (RFC 6544), on this one port, 1 to 65535 or 0 for a free one: for networks that drop UDP. It may have
     * the UDP port's number, but not that of {@link #http}. Browsers use it by themselves where UDP does not get through.
     */
    public DataChannelServerBuilder tcpPort(int port) {
        checkPort("tcpPort", port);
        return configure(config -> config.withNetwork(
                config.network().withTcp(config.network().tcp().withPassivePort(port))));
    }

    /**
     * The public address that peers are told instead of the machine's own, for a server behind a one-to-one NAT or a port mapping:
     * {@code "203.0.113.7"}, {@code "203.0.113.7:40000"} or {@code "[2001:db8::7]:40000"}. Without a port it is the UDP port's. A host
     * name is resolved now. Several addresses are all told: an IPv4 and an IPv6 one, for example, or the ways through several sites. A
     * second call replaces the first.
     */
    public DataChannelServerBuilder advertise(String... addresses) {
        InetSocketAddress[] parsed =
                Arrays.stream(addresses).map(AdvertisedAddress::parse).toArray(InetSocketAddress[]::new);
        return configure(config -> config.withNetwork(config.network().withAdvertise(parsed)));
    }

    /**
     * Makes this the lite side of ICE (RFC 8445 §2.5), which only answers connectivity checks: for a server that every peer can reach at
     * its addresses or the advertised ones. A connect costs it a fraction, and it needs no STUN or TURN server.
     */
    public DataChannelServerBuilder iceLite() {
        return configure(config -> config.withNetwork(config.network().withIceLite()));
    }

    /**
     * Lets pages connect without signaling: a page that has the server's address, this password and the certificate's fingerprint (see
     * {@link DataChannelServer#directScript}) needs no HTTP request. Nobody has said who such a peer is, so the first message of its
     * first channel has to: the authenticator gets it, on the event loop, and says whether the peer may stay. What passes becomes a
     * {@link Peer} like all others and comes to {@link #onPeer}; what fails, or says nothing in 10 s, is closed.
     *
     * @param password the constant ICE password, 22 to 256 letters, digits, {@code +} and {@code /}; on the page, so no secret
     */
    public DataChannelServerBuilder direct(String password, BiPredicate<Message, InetSocketAddress> authenticator) {
        strangers = StrangerAccess.of(StrangerOptions.withPassword(password), authenticator);
        return this;
    }

    /** The same with bounds of your own, and with another time for the first message. */
    public DataChannelServerBuilder direct(
            StrangerOptions options,
            Duration firstMessageTimeout,
            BiPredicate<Message, InetSocketAddress> authenticator) {
        strangers = new StrangerAccess(options, firstMessageTimeout, authenticator);
        return this;
    }

    /** Takes peers on the same machine even when it is reachable only by its loopback addresses; for tests and development. */
    public DataChannelServerBuilder loopback() {
        return configure(config -> config.withNetwork(config.network().withLoopback()));
    }

    /** The TCP port of HTTP signaling on all interfaces, 1 to 65535, or 0 (the default) for a free one. */
    public DataChannelServerBuilder http(int port) {
        checkPort("http", port);
        return http(new InetSocketAddress(port));
    }

    /** The address of HTTP signaling. Put a proxy that speaks TLS before it: browsers offer WebRTC on secure pages and on localhost. */
    public DataChannelServerBuilder http(InetSocketAddress address) {
        httpAddress = address;
        return this;
    }

    /** The path that takes offers; {@code /rtc} if not set. */
    public DataChannelServerBuilder signalingPath(String path) {
        if (!path.startsWith("/") || path.length() < 2) {
            throw new IllegalArgumentException("signalingPath must be a path like /rtc, not \"" + path + "\"");
        }
        signalingPath = path;
        return this;
    }

    /** A further path of the HTTP server, for example the page that connects. */
    public DataChannelServerBuilder handle(String path, HttpHandler handler) {
        handlers.put(path, handler);
        return this;
    }

    /** Who may connect; a request that it turns down is answered with 401. Everybody, if not set. May block. */
    public DataChannelServerBuilder authorize(Predicate<OfferRequest> predicate) {
        authorizer = predicate;
        return this;
    }

    /** Called for each peer, before its offer is answered: the place to say what becomes of its channels. On the thread of its HTTP request. */
    public DataChannelServerBuilder onPeer(Consumer<Peer> listener) {
        onPeer = listener;
        return this;
    }

    /** How many peers there may be at once, at least 1 and 10 000 if not set; further ones are answered with 503. */
    public DataChannelServerBuilder peersMax(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("peersMax must be at least 1, not " + count);
        }
        peersMax = count;
        return this;
    }

    /**
     * How many of the peers may come from one IPv4 address or one IPv6 /64, which a host can have to itself (the HTTP request's, or that
     * of the first packet without signaling), at least 1; no bound if not set, since behind a proxy or a big NAT many share one. Further
     * ones are answered with 429.
     */
    public DataChannelServerBuilder peersPerAddressMax(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("peersPerAddressMax must be at least 1, not " + count);
        }
        peersPerAddressMax = count;
        return this;
    }

    /** How long a peer may take from its offer to its connection before it is given up; 30 s if not set. */
    public DataChannelServerBuilder connectTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("connectTimeout must be positive, not " + timeout);
        }
        connectTimeout = timeout;
        return this;
    }

    /** Changes anything else about how peers are connected: ICE servers, limits, the executor of listeners. */
    public DataChannelServerBuilder configure(UnaryOperator<PeerConnectionConfig> change) {
        connections = change.apply(connections);
        return this;
    }

    /**
     * Opens the ports and starts answering.
     *
     * @throws IOException when the HTTP port cannot be had; the message names it. For the UDP port it is OperationError
     */
    public DataChannelServer start() throws IOException {
        return DataChannelServer.start(new ServerConfig(
                connections,
                httpAddress,
                signalingPath,
                Map.copyOf(handlers),
                authorizer,
                onPeer,
                peersMax,
                peersPerAddressMax,
                strangers,
                connectTimeout));
    }

    private static void checkPort(String name, int port) {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException(name + " must be a port from 0 to 65535, not " + port);
        }
    }
}
