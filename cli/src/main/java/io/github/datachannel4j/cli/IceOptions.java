package io.github.datachannel4j.cli;

import io.github.datachannel4j.peerconnection.IceServer;
import io.github.datachannel4j.peerconnection.IceTransportPolicy;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that connect to a peer: STUN and TURN servers, and which candidates may be used. */
final class IceOptions {
    @Option(
            names = "--ice-server",
            paramLabel = "URL",
            description = "A STUN or TURN server (stun:host:port, turn:host:port). May be given several times.")
    private List<String> urls = new ArrayList<>();

    @Option(names = "--turn-user", paramLabel = "NAME", description = "User of the TURN servers.")
    private @Nullable String user;

    @Option(names = "--turn-password", paramLabel = "PASSWORD", description = "Password of the TURN servers.")
    private @Nullable String password;

    @Mixin
    private TrustOption trust = new TrustOption();

    @Option(names = "--relay-only", description = "Use relayed candidates only.")
    private boolean relayOnly;

    @Option(names = "--loopback", description = "Also use the loopback addresses of this machine.")
    private boolean loopback;

    @Option(names = "--tcp", description = "Also connect over TCP, to peers that offer a TCP port.")
    private boolean tcp;

    PeerConnectionConfig config() {
        List<IceServer> servers = new ArrayList<>();
        for (String url : urls) {
            servers.add(trust.applyTo(new IceServer(List.of(url), user, password)));
        }
        PeerConnectionConfig config = PeerConnectionConfig.defaults().withIceServers(servers);
        if (loopback) {
            config = config.withNetwork(config.network().withLoopback());
        }
        if (tcp) {
            config = config.withNetwork(
                    config.network().withTcp(config.network().tcp().withActive()));
        }
        return relayOnly ? config.withIceTransportPolicy(IceTransportPolicy.RELAY) : config;
    }
}
