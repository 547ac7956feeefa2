package io.github.datachannel4j.server;

import com.sun.net.httpserver.HttpHandler;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.signaling.OfferRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What {@link DataChannelServerBuilder} has collected.
 *
 * @param connections how peers are connected
 * @param httpAddress where signaling listens
 * @param signalingPath the path that takes offers
 * @param handlers further paths of the HTTP server
 * @param authorizer says who may connect
 * @param onPeer sees each peer first
 * @param peersMax how many peers there may be at once
 * @param peersPerAddressMax how many of them from one address
 * @param strangers how peers come without signaling; null when they cannot
 * @param connectTimeout how long a peer may take from its offer to its connection
 */
record ServerConfig(
        PeerConnectionConfig connections,
        InetSocketAddress httpAddress,
        String signalingPath,
        Map<String, HttpHandler> handlers,
        Predicate<OfferRequest> authorizer,
        Consumer<Peer> onPeer,
        int peersMax,
        int peersPerAddressMax,
        @Nullable StrangerAccess strangers,
        Duration connectTimeout) {}
