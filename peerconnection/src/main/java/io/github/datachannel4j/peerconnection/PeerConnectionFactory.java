package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.dtls.DtlsCertificate;
import io.github.datachannel4j.dtls.HandshakeGate;
import io.github.datachannel4j.ice.IceAgentConfig;
import io.github.datachannel4j.ice.IceEventLoops;
import io.github.datachannel4j.ice.IceNetwork;
import io.github.datachannel4j.ice.PortUnavailableException;
import io.github.datachannel4j.ice.Stranger;
import io.github.datachannel4j.ice.StrangerAccess;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * UDP ports, event loops and a certificate, shared by many peer connections. {@link #close()} closes them all and leaves no thread and no
 * descriptor behind.
 */
public final class PeerConnectionFactory implements AutoCloseable {
    /** So long close waits for the last packets and events; a listener that blocks its loop longer is on its own. */
    private static final long CLOSE_TIMEOUT_SECONDS = 5;

    private static final AtomicLong CONNECTIONS_MADE = new AtomicLong();

    private final PeerConnectionConfig config;
    private final IceEventLoops loops;
    private final IceNetwork network;
    private final DtlsCertificate certificate;
    private final HandshakeGate gate = HandshakeGate.ofDefaultLimit();
    private final SecureRandom random = new SecureRandom();
    private final Set<RtcPeerConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private PeerConnectionFactory(PeerConnectionConfig config, IceEventLoops loops) {
        this.config = config;
        this.loops = loops;
        this.network = IceNetwork.open(NetworkMapping.toIce(config.network()), loops);
        this.certificate = config.certificate().orElseGet(DtlsCertificate::generate);
    }

    /** Opens the port. OperationError, with the system's reason, when it cannot be had. */
    public static PeerConnectionFactory create(PeerConnectionConfig config) {
        return open(config, Runtime.getRuntime().availableProcessors());
    }

    /** A connection that brings its own port and loop, and takes them along when it ends. */
    static PeerConnection createSingle(PeerConnectionConfig config) {
        boolean anyPort = config.network().udpPort() == 0;
        PeerConnectionConfig own = anyPort ? config.withNetwork(config.network().withPortPerConnection()) : config;
        PeerConnectionFactory factory = open(own, 1);
        try {
            return factory.connection(config, factory::closeFromOutside, factory::release);
        } catch (RuntimeException e) {
            factory.close();
            throw e;
        }
    }

    private static PeerConnectionFactory open(PeerConnectionConfig config, int threads) {
        IceEventLoops loops = IceEventLoops.create(threads);
        try {
            return new PeerConnectionFactory(config, loops);
        } catch (PortUnavailableException e) {
            loops.close();
            throw WebRtcException.because(WebRtcErrorName.OPERATION_ERROR, e);
        } catch (RuntimeException e) {
            loops.close();
            throw e;
        }
    }

    /** A connection with the factory's configuration. */
    public PeerConnection newPeerConnection() {
        return newPeerConnection(config);
    }

    /** A connection with a configuration of its own, of which the network part is not used. */
    public PeerConnection newPeerConnection(PeerConnectionConfig own) {
        return connection(own, () -> {}, () -> {});
    }

    /**
     * @param afterClose called by whoever closes the connection, on the caller's thread
     * @param onEnd called when it has ended, on its loop
     */
    private RtcPeerConnection connection(PeerConnectionConfig own, Runnable afterClose, Runnable onEnd) {
        TransportParts parts = new TransportParts(
                own.certificate().orElse(certificate), gate, random, own, TransportParts.PeerKind.SIGNALED);
        IceAgentConfig ice = NetworkMapping.toIce(own, config.network());
        return connection(parts, ice, afterClose, onEnd);
    }

    private RtcPeerConnection connection(
            TransportParts parts, IceAgentConfig ice, Runnable afterClose, Runnable onEnd) {
        if (closed) {
            throw WebRtcException.invalidState("the factory is closed");
        }
        PeerConnectionConfig own = parts.config();
        Peer peer = new Peer("pc" + CONNECTIONS_MADE.incrementAndGet(), transports(parts, ice), parts);
        RtcPeerConnection connection = new RtcPeerConnection(peer, own, afterClose);
        connections.add(connection);
        peer.ended().whenComplete((end, failure) -> {
            connections.remove(connection);
            onEnd.run();
        });
        if (closed) {
            connection.close();
        }
        return connection;
    }

    private TransportStack transports(TransportParts parts, IceAgentConfig ice) {
        try {
            return new TransportStack(listener -> network.createAgent(ice, listener), parts, System::nanoTime);
        } catch (PortUnavailableException e) {
            throw WebRtcException.because(WebRtcErrorName.OPERATION_ERROR, e);
        }
    }

    /**
     * Takes peers without signaling, on the shared port. The listener gets each connection before anything runs on it, with the address
     * that its first check came from, on an event loop that it must not block. Such a connection is encrypted and its peer has received
     * at its address, but <em>who</em> the peer is nobody has said: let it show that by its first message, and close it if it does not.
     * A second call replaces the first.
     *
     * <p>TypeError for a password that ICE cannot use, InvalidStateError when each connection has a port of its own.
     */
    public void acceptStrangers(StrangerOptions options, BiConsumer<PeerConnection, InetSocketAddress> listener) {
        StrangerDoor door = new StrangerDoor(options, this::connection, listener);
        try {
            network.admitStrangers(
                    StrangerAccess.withPassword(options.password())
                            .withRates(options.perSecondMax(), options.perAddressMax()),
                    door::enter);
        } catch (IllegalArgumentException e) {
            throw WebRtcException.because(WebRtcErrorName.TYPE_ERROR, e);
        } catch (IllegalStateException e) {
            throw WebRtcException.because(WebRtcErrorName.INVALID_STATE_ERROR, e);
        }
    }

    private RtcPeerConnection connection(Stranger stranger) {
        TransportParts parts = new TransportParts(
                config.certificate().orElse(certificate), gate, random, config, TransportParts.PeerKind.STRANGER);
        IceAgentConfig ice = NetworkMapping.toIce(config).withLite(true).withCredentials(stranger.local());
        return connection(parts, ice, () -> {}, () -> {});
    }

    /** The bound UDP port; 0 when each connection has its own. */
    public int udpPort() {
        List<InetSocketAddress> addresses = network.localAddresses();
        return addresses.isEmpty() ? 0 : addresses.getFirst().getPort();
    }

    /** The bound TCP port that peers connect to ({@link TcpOptions#withPassivePort}); 0 when there is none, or one for each connection. */
    public int tcpPort() {
        List<InetSocketAddress> addresses = network.localTcpAddresses();
        return addresses.isEmpty() ? 0 : addresses.getFirst().getPort();
    }

    /** The certificate of connections that bring none of their own. */
    public DtlsCertificate certificate() {
        return certificate;
    }

    /** How many connections are not closed. */
    public int connectionCount() {
        return connections.size();
    }

    /** Closes all connections, then the ports and the loops. Waits for that, unless called from a loop. */
    @Override
    public void close() {
        closed = true;
        CompletableFuture<?>[] ends =
                connections.stream().map(RtcPeerConnection::end).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(ends);
        if (loops.isCurrentThread()) {
            // What the connections still have to say leaves first.
            all.whenComplete((done, failure) -> release());
        } else {
            await(all);
            release();
        }
    }

    private void release() {
        network.close();
        loops.close();
    }

    /** A connection's own loop cannot wait for itself to end; there the end of the connection releases the rest. */
    private void closeFromOutside() {
        if (!loops.isCurrentThread()) {
            close();
        }
    }

    private static void await(CompletableFuture<Void> ends) {
        try {
            ends.orTimeout(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException tooLate) {
            // What is not closed by now goes with its loop.
            return;
        }
    }
}
