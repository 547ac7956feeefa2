package io.github.datachannel4j.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Gathers the candidates of one session: those of the sockets at once, those of the servers as they answer. */
final class Gatherer {
    /** Hears what is found, on the agent's loop. */
    interface Sink {
        void onLocal(LocalCandidate candidate);

        void onError(IceCandidateError error);

        void onDone();
    }

    private final UdpPort port;
    private final IceAgentConfig config;
    private final IceNetworkConfig networkConfig;
    private final String fragment;
    private final Sink sink;

    Gatherer(UdpPort port, IceAgentConfig config, IceNetworkConfig networkConfig, String fragment, Sink sink) {
        this.port = port;
        this.config = config;
        this.networkConfig = networkConfig;
        this.fragment = fragment;
        this.sink = sink;
    }

    void start() {
        if (config.transportPolicy() == IceTransportPolicy.ALL) {
            for (int rank = 0; rank < port.sockets().size(); rank++) {
                UdpSocket socket = port.sockets().get(rank);
                sink.onLocal(new LocalCandidate(host(socket, rank), socket));
            }
        }
        sink.onDone();
    }

    private IceCandidate host(UdpSocket socket, int rank) {
        InetSocketAddress shown = shown(socket.address(), networkConfig.advertised());
        return new IceCandidate(
                foundation(CandidateType.HOST, socket.address().getAddress(), ""),
                CandidatePriority.COMPONENT,
                "udp",
                CandidatePriority.of(CandidateType.HOST, rank),
                LiteralAddress.format(shown.getAddress()),
                shown.getPort(),
                CandidateType.HOST,
                null,
                null,
                null,
                fragment,
                null);
    }

    /** What peers are told instead of a socket's address; an advertised address stands for its own family only. */
    private static InetSocketAddress shown(
            InetSocketAddress bound, IceNetworkConfig.@Nullable AdvertisedAddress advertised) {
        InetAddress address = advertised == null ? null : LiteralAddress.parse(advertised.address());
        if (advertised == null
                || address == null
                || address.getClass() != bound.getAddress().getClass()) {
            return bound;
        }
        return new InetSocketAddress(address, advertised.port() == 0 ? bound.getPort() : advertised.port());
    }

    /** RFC 8445 §5.1.1.3: the same for the same type, base and server, and hard to guess from outside for nobody. */
    private static String foundation(CandidateType type, InetAddress base, String server) {
        CRC32 crc = new CRC32();
        crc.update((type + "/" + LiteralAddress.format(base) + "/" + server).getBytes(StandardCharsets.UTF_8));
        return Long.toString(crc.getValue());
    }

    void close() {}
}
