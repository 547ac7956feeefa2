package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.ice.Stranger;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes connections of peers that come without signaling: writes the offer that they would have sent, and answers it. */
final class StrangerDoor {
    private static final Logger LOG = LoggerFactory.getLogger(StrangerDoor.class);

    private final Function<Stranger, RtcPeerConnection> connections;
    private final BiConsumer<PeerConnection, InetSocketAddress> listener;
    private final Semaphore places;

    /** @param connections makes the connection with the stranger's credentials */
    StrangerDoor(
            StrangerOptions options,
            Function<Stranger, RtcPeerConnection> connections,
            BiConsumer<PeerConnection, InetSocketAddress> listener) {
        this.connections = connections;
        this.listener = listener;
        this.places = new Semaphore(options.unconnectedMax());
    }

    /** On a loop of the port: the negotiation runs on the connection's own, in its turn. */
    void enter(Stranger stranger) {
        if (!places.tryAcquire()) {
            return;
        }
        RtcPeerConnection connection;
        try {
            connection = connections.apply(stranger);
        } catch (IllegalStateException | WebRtcException closedOrKnown) {
            places.release();
            LOG.debug("does not let in {}: {}", stranger.from(), closedOrKnown.toString());
            return;
        }
        freePlaceLater(connection);
        listener.accept(connection, stranger.from());
        var unused = connection
                .setRemoteDescription(new SessionDescription(SdpType.OFFER, offer(stranger)))
                .thenCompose(set -> connection.setLocalDescription())
                .exceptionally(failure -> {
                    LOG.debug("cannot serve {}", stranger.from(), failure);
                    connection.close();
                    return null;
                });
    }

    private void freePlaceLater(PeerConnection connection) {
        AtomicBoolean freed = new AtomicBoolean();
        connection.onConnectionStateChange(state -> {
            boolean onTheWay = state == PeerConnectionState.NEW || state == PeerConnectionState.CONNECTING;
            if (!onTheWay && freed.compareAndSet(false, true)) {
                places.release();
            }
        });
    }

    /**
     * What the page's own offer says as far as it matters. The fingerprint is a stand-in of the right form: the certificate
     * is not compared with it.
     */
    private static String offer(Stranger stranger) {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "t=0 0",
                "a=group:BUNDLE 0",
                "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
                "c=IN IP4 0.0.0.0",
                "a=mid:0",
                "a=ice-ufrag:" + stranger.remote().usernameFragment(),
                "a=ice-pwd:" + stranger.remote().password(),
                "a=fingerprint:sha-256 " + "00:".repeat(31) + "00",
                "a=setup:active",
                "a=sctp-port:5000",
                "a=max-message-size:262144",
                "a=end-of-candidates",
                "");
    }
}
