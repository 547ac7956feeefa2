package io.github.datachannel4j.server;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionState;
import io.github.datachannel4j.signaling.OfferRequest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser, bot or other peer of a {@link DataChannelServer}. Its methods may be called from every thread; its listeners run one after the other on
 * the peer's event loop, or on the executor of the configuration.
 */
public final class Peer {
    /** The label that stands for every channel without a listener of its own. */
    public static final String ANY_LABEL = "*";

    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

    private final String id;
    private final @Nullable OfferRequest request; // null without signaling
    private final InetSocketAddress from;
    private final PeerConnection connection;
    private final Map<String, Consumer<DataChannel>> channelListeners = new ConcurrentHashMap<>();
    private final List<DataChannel> channels = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** A peer that has come by signaling. */
    Peer(String id, OfferRequest request, PeerConnection connection) {
        this(id, request, request.from(), connection);
        connection.onDataChannel(this::dispatch);
    }

    /** A peer without signaling, whose channels are dispatched once it has shown who it is. */
    Peer(String id, InetSocketAddress from, PeerConnection connection) {
        this(id, null, from, connection);
    }

    private Peer(String id, @Nullable OfferRequest request, InetSocketAddress from, PeerConnection connection) {
        this.id = id;
        this.request = request;
        this.from = from;
        this.connection = connection;
        connection.onConnectionStateChange(state -> {
            if (state == PeerConnectionState.FAILED) {
                close();
            } else if (state == PeerConnectionState.CLOSED) {
                closed.complete(null);
            }
        });
    }

    /** What the URL of its session ends with; not to be guessed, so keep it from other peers. */
    public String id() {
        return id;
    }

    /**
     * The HTTP request that brought its offer.
     *
     * @throws IllegalStateException for a peer that came without signaling ({@link DataChannelServerBuilder#direct})
     */
    public OfferRequest request() {
        if (request == null) {
            throw new IllegalStateException("this peer came without signaling, so there was no request");
        }
        return request;
    }

    /** Whether it came without signaling. */
    public boolean isDirect() {
        return request == null;
    }

    /** Where it came from: its HTTP request or, without signaling, its first packet. Behind a proxy, the proxy's address. */
    public InetSocketAddress from() {
        return from;
    }

    /** The connection beneath, in the W3C's words. */
    public PeerConnection peerConnection() {
        return connection;
    }

    /**
     * Says what becomes of the channels that the peer opens under this label; {@link #ANY_LABEL} for all labels without a listener. Set in
     * {@code onPeer} no channel is missed. A channel that nobody wants is closed, so that the peer learns it.
     */
    public Peer onChannel(String label, Consumer<DataChannel> listener) {
        channelListeners.put(label, listener);
        return this;
    }

    /** The channels of this peer that are not closed, in the order in which they came. */
    public List<DataChannel> channels() {
        return List.copyOf(channels);
    }

    /** Called once when the peer is gone, for whatever reason; at once when it already is. */
    public void onClose(Runnable listener) {
        var unused = closed.thenRun(listener);
    }

    /** Ends the connection at once. Doing it twice does no harm. */
    public void close() {
        connection.close();
        closed.complete(null);
    }

    @Override
    public String toString() {
        return "Peer[" + from + ", " + connection.connectionState() + "]";
    }

    void dispatch(DataChannel channel) {
        Consumer<DataChannel> listener = channelListeners.get(channel.label());
        if (listener == null) {
            listener = channelListeners.get(ANY_LABEL);
        }
        if (listener == null) {
            LOG.debug("{} opened \"{}\", for which there is no listener", this, channel.label());
            channel.close();
            return;
        }
        channels.add(channel);
        channel.onClose(reason -> channels.remove(channel));
        listener.accept(channel);
    }
}
