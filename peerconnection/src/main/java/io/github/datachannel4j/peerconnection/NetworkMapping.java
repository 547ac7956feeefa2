package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.ice.IceAgentConfig;
import io.github.datachannel4j.ice.IceCandidateError;
import io.github.datachannel4j.ice.IceNetworkConfig;
import io.github.datachannel4j.ice.IceNetworkConfig.AdvertisedAddress;
import io.github.datachannel4j.ice.IceTcpConfig;
import io.github.datachannel4j.ice.IceTimings;
import io.github.datachannel4j.ice.PortRange;
import io.github.datachannel4j.ice.Reachability;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Between the configuration's words and those of ICE. Pure. */
final class NetworkMapping {
    private NetworkMapping() {}

    static IceNetworkConfig toIce(NetworkOptions options) {
        IceNetworkConfig ports = options.portUse() == NetworkOptions.PortUse.SHARED
                ? IceNetworkConfig.shared(options.udpPort())
                : IceNetworkConfig.perAgent();
        return ports.withBindAddresses(options.bindAddresses())
                .withLoopback(options.loopback())
                .withMdns(mdns(options.localNames()))
                .withAddressWatch(options.addressWatch())
                .withTcp(toIce(options.tcp()))
                .withReachability(reachability(options));
    }

    private static Reachability reachability(NetworkOptions options) {
        NetworkOptions.PortRange range = options.ownPorts();
        return Reachability.defaults()
                .withAdvertised(
                        options.advertise().stream().map(NetworkMapping::toIce).toList())
                .withFilter(options.addressFilter()::test)
                .withPorts(new PortRange(range.first(), range.last()))
                .withReadersPerAddress(options.readers());
    }

    private static IceNetworkConfig.Mdns mdns(NetworkOptions.LocalNames use) {
        return switch (use) {
            case IGNORE -> IceNetworkConfig.Mdns.OFF;
            case RESOLVE -> IceNetworkConfig.Mdns.RESOLVE;
            case RESOLVE_AND_HIDE -> IceNetworkConfig.Mdns.RESOLVE_AND_HIDE;
        };
    }

    /** For a connection with a configuration of its own, on the network of its factory. */
    static IceAgentConfig toIce(PeerConnectionConfig own, NetworkOptions network) {
        return toIce(own).withLite(network.iceLite());
    }

    static IceAgentConfig toIce(PeerConnectionConfig config) {
        return IceAgentConfig.defaults()
                .withServers(servers(config))
                .withTransportPolicy(policy(config))
                .withTimings(timings(config.liveness()));
    }

    private static IceTimings timings(LivenessOptions options) {
        return IceTimings.defaults()
                .withConsent(options.consentInterval(), options.disconnectedAfter(), options.failedAfter());
    }

    static List<io.github.datachannel4j.ice.IceServer> servers(PeerConnectionConfig config) {
        return config.iceServers().stream().map(NetworkMapping::toIce).toList();
    }

    static io.github.datachannel4j.ice.IceTransportPolicy policy(PeerConnectionConfig config) {
        return io.github.datachannel4j.ice.IceTransportPolicy.valueOf(
                config.iceTransportPolicy().name());
    }

    /** ICE reads the URLs; here is only the W3C's name for what it cannot read: SyntaxError. */
    static void checkUrls(List<String> urls, @Nullable String username, @Nullable String credential) {
        try {
            new io.github.datachannel4j.ice.IceServer(urls, username, credential);
        } catch (IllegalArgumentException e) {
            throw WebRtcException.because(WebRtcErrorName.SYNTAX_ERROR, e);
        }
    }

    private static io.github.datachannel4j.ice.IceServer toIce(IceServer server) {
        return new io.github.datachannel4j.ice.IceServer(
                server.urls(), server.username(), server.credential(), server.sslContext());
    }

    static PeerConnectionEvent.IceCandidateError toEvent(IceCandidateError error) {
        return new PeerConnectionEvent.IceCandidateError(
                error.address(),
                error.port(),
                error.url(),
                error.errorCode(),
                error.errorText(),
                IceServerFailure.valueOf(error.failure().name()));
    }

    private static AdvertisedAddress toIce(InetSocketAddress address) {
        return new AdvertisedAddress(address.getAddress().getHostAddress(), address.getPort());
    }

    private static IceTcpConfig toIce(TcpOptions options) {
        return new IceTcpConfig(options.passivePort(), options.active(), options.udp());
    }
}
