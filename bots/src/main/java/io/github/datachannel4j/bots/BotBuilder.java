package io.github.datachannel4j.bots;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.DataChannelOptions;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import io.github.datachannel4j.signaling.JoinRequest;
import io.github.datachannel4j.signaling.OneShotClient;
import io.github.datachannel4j.signaling.SignalingException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects how a {@link Bot} joins. Each method returns the builder; for one thread. */
public final class BotBuilder {
    private static final String LABEL_DEFAULT = "data";

    private JoinRequest request;
    private final Map<String, DataChannelOptions> channels = new LinkedHashMap<>();
    private PeerConnectionConfig config = PeerConnectionConfig.defaults();
    private boolean tcp;
    private boolean restartIceOnNetworkChange;

    /** Null until the application gives one; then the bot shares its event loops. */
    private @Nullable PeerConnectionFactory factory;

    BotBuilder(URI url) {
        this.request = JoinRequest.to(url);
    }

    /** Opens an ordered, reliable channel. The first one is what {@link Bot#send} and {@link Bot#receive} use; "data" if none is named. */
    public BotBuilder channel(String label) {
        return channel(label, DataChannelOptions.defaults());
    }

    /** Opens a channel with these options. */
    public BotBuilder channel(String label, DataChannelOptions options) {
        channels.put(label, options);
        return this;
    }

    /** Opens an unordered channel that never retransmits, as UDP would have it. */
    public BotBuilder datagrams(String label) {
        return channel(label, DataChannelOptions.defaults().unordered().maxRetransmits(0));
    }

    /** Sends this token in the {@code Authorization} header. */
    public BotBuilder bearer(String token) {
        request = request.withBearerToken(token);
        return this;
    }

    /** Signals with {@code {type, sdp}} instead of {@code application/sdp}. */
    public BotBuilder json() {
        request = request.withJson();
        return this;
    }

    /** How long each step of joining may take; 15 s if not set. */
    public BotBuilder timeout(Duration timeout) {
        request = request.withTimeout(timeout);
        return this;
    }

    /** How the bot connects: ICE servers, addresses, limits. */
    public BotBuilder config(PeerConnectionConfig value) {
        config = value;
        return this;
    }

    /**
     * Connects over TCP as well where the server has a port for that ({@code DataChannelServerBuilder.tcpPort}), for networks that drop
     * UDP. A {@link #factory} has its own {@code TcpOptions}, and this changes nothing then.
     */
    public BotBuilder tcp() {
        tcp = true;
        return this;
    }

    /**
     * Restarts ICE when the machine's addresses change under the connection, as from Wi-Fi to Ethernet: the channels live on, and nothing is lost.
     * The server has to take PATCH, as ours does. A {@link #factory} has its own {@code NetworkOptions}, and this changes nothing then. Without
     * this option a restart is still one call: {@code bot.peerConnection().restartIce()}.
     */
    public BotBuilder restartIceOnNetworkChange() {
        restartIceOnNetworkChange = true;
        return this;
    }

    /**
     * Shares event loops and a certificate with other bots: what a swarm of them should do. The factory needs a port for each connection
     * ({@code NetworkOptions.withPortPerConnection()}), since a server tells its peers apart by their addresses. It stays the caller's to close.
     */
    public BotBuilder factory(PeerConnectionFactory shared) {
        if (shared.udpPort() != 0) {
            throw new IllegalArgumentException(
                    "bots need a factory with a port for each connection, and this one shares port " + shared.udpPort()
                            + ": make it with NetworkOptions.withPortPerConnection()");
        }
        factory = shared;
        return this;
    }

    /**
     * Joins, and waits until all channels are open.
     *
     * @throws SignalingException when the server does not answer or refuses, or the connection does not come up; the message says which
     */
    public Bot open() throws SignalingException, InterruptedException {
        PeerConnection pc = newPeerConnection();
        OneShotClient signaling = new OneShotClient();
        try {
            Map<String, DataChannel> opened = createChannels(pc);
            Optional<URI> session = signaling.join(pc, request);
            for (DataChannel channel : opened.values()) {
                awaitOpen(channel, pc);
            }
            return new Bot(pc, opened, () -> endSession(signaling, session));
        } catch (SignalingException | InterruptedException | RuntimeException e) {
            pc.close();
            signaling.close();
            throw e;
        }
    }

    private PeerConnection newPeerConnection() {
        if (factory != null) {
            return factory.newPeerConnection();
        }
        NetworkOptions network = config.network();
        if (tcp) {
            network = network.withTcp(network.tcp().withActive());
        }
        if (restartIceOnNetworkChange && network.addressWatch().isZero()) {
            network = network.withIceRestartOnNetworkChange();
        }
        return PeerConnection.create(config.withNetwork(network));
    }

    private Map<String, DataChannel> createChannels(PeerConnection pc) {
        if (channels.isEmpty()) {
            channel(LABEL_DEFAULT);
        }
        Map<String, DataChannel> created = new LinkedHashMap<>();
        channels.forEach((label, options) -> created.put(label, pc.createDataChannel(label, options)));
        return created;
    }

    private void awaitOpen(DataChannel channel, PeerConnection pc) throws SignalingException, InterruptedException {
        CompletableFuture<DataChannel> opened = channel.opened();
        Supplier<String> states = () -> "channel \"" + channel.label() + "\" did not open; ICE is "
                + pc.iceConnectionState() + ", the connection is " + pc.connectionState();
        try {
            opened.get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SignalingException(
                    504, states.get() + ". Does UDP get through to the server? If not, see tcp().", e);
        } catch (ExecutionException e) {
            throw new SignalingException(502, states.get() + ": " + e.getCause(), e);
        }
    }

    private void endSession(OneShotClient signaling, Optional<URI> session) {
        try (signaling) {
            if (session.isPresent()) {
                signaling.end(session.get(), request.bearerToken());
            }
        } catch (SignalingException e) {
            // The connection itself is closed already, which the server has been told; the session's URL ends with it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
