package io.github.datachannel4j.server;

import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import io.github.datachannel4j.peerconnection.SessionDescription;
import io.github.datachannel4j.signaling.AnsweringSession;
import io.github.datachannel4j.signaling.OfferHandler;
import io.github.datachannel4j.signaling.OfferRequest;
import io.github.datachannel4j.signaling.SignalingException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The peers of one server by their session: answers offers, bounds their number, and forgets who is gone. */
final class PeerDirectory implements OfferHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PeerDirectory.class);

    /** 128 random bits are beyond guessing. */
    private static final int SESSION_ID_BYTES = 16;

    private final PeerConnectionFactory connections;
    private final ServerConfig config;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private final Map<String, AnsweringSession> sessions = new ConcurrentHashMap<>();
    private final Places places;

    PeerDirectory(PeerConnectionFactory connections, ServerConfig config) {
        this.connections = connections;
        this.config = config;
        this.places = new Places(config.peersMax(), config.peersPerAddressMax());
    }

    Collection<Peer> all() {
        return peers.values();
    }

    @Override
    public Answered accept(OfferRequest request) throws SignalingException, InterruptedException {
        if (!config.authorizer().test(request)) {
            throw new SignalingException(401, "Not authorized to connect.");
        }
        switch (places.take(request.from().getAddress())) {
            case ALL_TAKEN ->
                throw new SignalingException(503, "All " + config.peersMax() + " places are taken; try again later.");
            case TOO_MANY_OF_ADDRESS ->
                throw new SignalingException(
                        429,
                        "There are " + config.peersPerAddressMax() + " peers from your address, and no more may be.");
            case TAKEN -> {}
        }
        Peer peer = newPeer(request);
        AnsweringSession session = new AnsweringSession(peer.peerConnection(), config.connectTimeout());
        sessions.put(peer.id(), session);
        peer.onClose(() -> sessions.remove(peer.id()));
        try {
            config.onPeer().accept(peer);
            SessionDescription answer = session.answer(request.offer());
            giveUpUnlessConnected(peer);
            return new Answered(peer.id(), answer);
        } catch (SignalingException | InterruptedException | RuntimeException e) {
            peer.close();
            throw e;
        }
    }

    @Override
    public boolean end(String sessionId) {
        Peer peer = peers.get(sessionId);
        if (peer == null) {
            return false;
        }
        peer.close();
        return true;
    }

    /** None for those who came without signaling. */
    @Override
    public Optional<AnsweringSession> iceSession(String sessionId) {
        return Optional.ofNullable(sessions.get(sessionId));
    }

    void close() {
        peers.values().forEach(Peer::close);
    }

    private Peer newPeer(OfferRequest request) {
        String sessionId = newSessionId();
        PeerConnection connection;
        try {
            connection = connections.newPeerConnection();
        } catch (RuntimeException e) {
            places.leave(request.from().getAddress());
            throw e;
        }
        Peer peer = new Peer(sessionId, request, connection);
        add(peer);
        return peer;
    }

    private void add(Peer peer) {
        peers.put(peer.id(), peer);
        peer.onClose(() -> {
            if (peers.remove(peer.id(), peer)) {
                places.leave(peer.from().getAddress());
            }
        });
    }

    /** A peer that has come without signaling, before it has shown who it is; null when there is no place for it. */
    @Nullable
    Peer addStranger(PeerConnection connection, InetSocketAddress from) {
        if (places.take(from.getAddress()) != Places.Outcome.TAKEN) {
            return null;
        }
        Peer peer = new Peer(newSessionId(), from, connection);
        add(peer);
        return peer;
    }

    private String newSessionId() {
        byte[] id = new byte[SESSION_ID_BYTES];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    private void giveUpUnlessConnected(Peer peer) {
        var unused = peer.peerConnection()
                .connected()
                .orTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(reason -> {
                    LOG.debug("{} did not connect: {}", peer, reason.toString());
                    peer.close();
                    return null;
                });
    }
}
