package io.github.datachannel4j.peerconnection;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * How connections are made (W3C RTCConfiguration, and what a machine that is not a browser needs).
 *
 * @param iceServers STUN and TURN servers
 * @param iceTransportPolicy which candidates may be used
 * @param network sockets and addresses; belongs to the factory, whose connections share it
 * @param limits bounds of memory and time
 * @param listenerExecutor runs the listeners, in order; empty for the event loop itself, which they must then not block
 */
public record PeerConnectionConfig(
        List<IceServer> iceServers,
        IceTransportPolicy iceTransportPolicy,
        NetworkOptions network,
        ChannelLimits limits,
        Optional<Executor> listenerExecutor) {
    private static final PeerConnectionConfig DEFAULTS = new PeerConnectionConfig(
            List.of(), IceTransportPolicy.ALL, NetworkOptions.defaults(), ChannelLimits.defaults(), Optional.empty());

    /** Takes a copy of the lists. */
    public PeerConnectionConfig {
        iceServers = List.copyOf(iceServers);
    }

    /** Host candidates only, a free port, listeners on the loop. */
    public static PeerConnectionConfig defaults() {
        return DEFAULTS;
    }

    /** With these STUN and TURN servers. */
    public PeerConnectionConfig withIceServers(IceServer... servers) {
        return withIceServers(List.of(servers));
    }

    /** With these STUN and TURN servers. */
    public PeerConnectionConfig withIceServers(List<IceServer> servers) {
        return new PeerConnectionConfig(servers, iceTransportPolicy, network, limits, listenerExecutor);
    }

    /** With this policy. */
    public PeerConnectionConfig withIceTransportPolicy(IceTransportPolicy policy) {
        return new PeerConnectionConfig(iceServers, policy, network, limits, listenerExecutor);
    }

    /** With these sockets and addresses. */
    public PeerConnectionConfig withNetwork(NetworkOptions options) {
        return new PeerConnectionConfig(iceServers, iceTransportPolicy, options, limits, listenerExecutor);
    }

    /** With these bounds. */
    public PeerConnectionConfig withLimits(ChannelLimits value) {
        return new PeerConnectionConfig(iceServers, iceTransportPolicy, network, value, listenerExecutor);
    }

    /** With listeners on this executor. */
    public PeerConnectionConfig withListenerExecutor(Executor executor) {
        return new PeerConnectionConfig(iceServers, iceTransportPolicy, network, limits, Optional.of(executor));
    }
}
