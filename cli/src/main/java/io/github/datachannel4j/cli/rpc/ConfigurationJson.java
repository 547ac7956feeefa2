package io.github.datachannel4j.cli.rpc;

import io.github.datachannel4j.peerconnection.IceServer;
import io.github.datachannel4j.peerconnection.IceTransportPolicy;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.WebRtcErrorName;
import io.github.datachannel4j.peerconnection.WebRtcException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The W3C's RTCConfiguration. Members that do not matter without media or are hints (bundlePolicy, iceCandidatePoolSize ...) are taken and have no effect. */
final class ConfigurationJson {
    private ConfigurationJson() {}

    /** Applies a configuration to a base; {@code null} leaves it as it is. */
    static PeerConnectionConfig apply(PeerConnectionConfig base, @Nullable Params configuration) {
        if (configuration == null) {
            return base;
        }
        List<IceServer> servers = configuration.objects("iceServers").stream()
                .map(ConfigurationJson::server)
                .toList();
        return base.withIceServers(servers)
                .withIceTransportPolicy(policy(configuration.optionalString("iceTransportPolicy")));
    }

    private static IceServer server(Params server) {
        return new IceServer(
                server.strings("urls"), server.optionalString("username"), server.optionalString("credential"));
    }

    private static IceTransportPolicy policy(@Nullable String name) {
        return switch (name) {
            case null -> IceTransportPolicy.ALL;
            case "all" -> IceTransportPolicy.ALL;
            case "relay" -> IceTransportPolicy.RELAY;
            default ->
                throw new WebRtcException(
                        WebRtcErrorName.TYPE_ERROR, "iceTransportPolicy must be all or relay, not " + name);
        };
    }
}
