package io.github.datachannel4j.server;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.Registration;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Peers without signaling on their way to be known: nothing of theirs reaches the application but the first message. */
final class Strangers {
    private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

    /** Channels that may wait for the first message: a page that needs more opens them afterwards. */
    private static final int WAITING_CHANNELS_MAX = 16;

    private final PeerDirectory peers;
    private final StrangerAccess access;
    private final Consumer<Peer> onPeer;

    Strangers(PeerDirectory peers, StrangerAccess access, Consumer<Peer> onPeer) {
        this.peers = peers;
        this.access = access;
        this.onPeer = onPeer;
    }

    /** Called for each before anything runs on its connection. */
    void enter(PeerConnection connection, InetSocketAddress from) {
        Peer peer = peers.addStranger(connection, from);
        if (peer == null) {
            connection.close();
            return;
        }
        Entrance entrance = new Entrance(peer);
        connection.onDataChannel(entrance::onChannel);
        var unused = entrance.admitted
                .orTimeout(access.firstMessageTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(tooLate -> {
                    LOG.debug("{} has not shown who it is", peer);
                    peer.close();
                    return null;
                });
        peer.onClose(() -> entrance.admitted.complete(null));
    }

    /** One of them. Its listeners run one after the other. */
    private final class Entrance {
        private final Peer peer;
        private final CompletableFuture<@Nullable Void> admitted = new CompletableFuture<>();
        private final List<DataChannel> waiting = new ArrayList<>();
        private @Nullable Registration firstMessage; // null before the first channel
        private boolean known;

        Entrance(Peer peer) {
            this.peer = peer;
        }

        /** The first one brings the first message; what comes on the others is held by them until somebody listens. */
        void onChannel(DataChannel channel) {
            if (known) {
                peer.dispatch(channel);
            } else if (waiting.size() == WAITING_CHANNELS_MAX) {
                peer.close();
            } else {
                waiting.add(channel);
                if (waiting.size() == 1) {
                    listenOnce(channel);
                }
            }
        }

        private void listenOnce(DataChannel channel) {
            firstMessage = channel.onMessage(message -> {
                if (!known) {
                    judge(message);
                }
            });
        }

        private void judge(Message first) {
            if (!access.authenticator().test(first, peer.from())) {
                LOG.debug("{} was turned away", peer);
                peer.close();
                return;
            }
            known = true;
            if (firstMessage != null) {
                firstMessage.remove();
            }
            admitted.complete(null);
            onPeer.accept(peer);
            waiting.forEach(peer::dispatch);
            waiting.clear();
        }
    }
}
