package io.github.datachannel4j.server;

import com.sun.net.httpserver.HttpServer;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import io.github.datachannel4j.signaling.OneShotEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A server of data channels: one UDP port for all peers, and HTTP signaling beside it (see {@link OneShotEndpoint}).
 *
 * <pre>{@code
 * var server = DataChannelServer.builder().udpPort(40000).advertise("203.0.113.7").http(8080)
 *     .onPeer(peer -> peer.onChannel("chat", channel -> channel.onText(text -> channel.send("echo: " + text))))
 *     .start();
 * }</pre>
 *
 * <p>{@link #close()} ends all peers and leaves no thread and no socket behind.
 */
public final class DataChannelServer implements AutoCloseable {
    private final HttpServer http;
    private final ExecutorService requests;
    private final PeerConnectionFactory connections;
    private final PeerDirectory peers;
    private final @Nullable StrangerAccess strangers; // null when nobody comes without signaling
    private final AtomicBoolean closed = new AtomicBoolean();

    private DataChannelServer(
            HttpServer http,
            ExecutorService requests,
            PeerConnectionFactory connections,
            PeerDirectory peers,
            @Nullable StrangerAccess strangers) {
        this.strangers = strangers;
        this.http = http;
        this.requests = requests;
        this.connections = connections;
        this.peers = peers;
    }

    /** A server to be. */
    public static DataChannelServerBuilder builder() {
        return new DataChannelServerBuilder();
    }

    static DataChannelServer start(ServerConfig config) throws IOException {
        PeerConnectionFactory connections = PeerConnectionFactory.create(config.connections());
        HttpServer http;
        try {
            http = bind(config.httpAddress());
        } catch (IOException e) {
            connections.close();
            throw e;
        }
        ExecutorService requests = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("dc4j-http-", 0).factory());
        PeerDirectory peers = new PeerDirectory(connections, config);
        StrangerAccess strangers = config.strangers();
        if (strangers != null) {
            Strangers door = new Strangers(peers, strangers, config.onPeer());
            connections.acceptStrangers(strangers.options(), door::enter);
        }
        http.setExecutor(requests);
        http.createContext(config.signalingPath(), new OneShotEndpoint(peers));
        config.handlers().forEach(http::createContext);
        http.start();
        return new DataChannelServer(http, requests, connections, peers, strangers);
    }

    /** The UDP port of all peers. */
    public int udpPort() {
        return connections.udpPort();
    }

    /** The TCP port of peers that UDP does not get through to ({@link DataChannelServerBuilder#tcpPort}); 0 when there is none. */
    public int tcpPort() {
        return connections.tcpPort();
    }

    /** The TCP port of HTTP signaling. */
    public int httpPort() {
        return http.getAddress().getPort();
    }

    /**
     * A JavaScript module for pages that connect without signaling ({@link DataChannelServerBuilder#direct}): it exports
     * {@code connect(host, token)}, which returns a promise of {@code {pc, channel}} after the token has been sent as the first message.
     * Serve it, or put it into the page: it holds this server's port, password and certificate fingerprint, and changes with them.
     *
     * @throws IllegalStateException unless the server takes peers without signaling
     */
    public String directScript() {
        StrangerAccess access = strangers;
        if (access == null) {
            throw new IllegalStateException(
                    "this server takes no peers without signaling; see direct() of its builder");
        }
        return DirectScript.of(connections.udpPort(), access.options().password(), connections.certificate());
    }

    /** The peers there are, those still connecting among them. */
    public Collection<Peer> peers() {
        return List.copyOf(peers.all());
    }

    /** Ends signaling, then all peers, then the UDP port. Doing it twice does no harm. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        http.stop(0);
        requests.shutdownNow();
        peers.close();
        connections.close();
    }

    private static HttpServer bind(InetSocketAddress address) throws IOException {
        try {
            return HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new IOException(
                    "HTTP signaling cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                            + e.getMessage() + ". Choose another port, or end what uses this one.",
                    e);
        }
    }
}
