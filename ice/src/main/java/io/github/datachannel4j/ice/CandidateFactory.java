package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.IceNetworkConfig.AdvertisedAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the candidates that we tell the peer. */
final class CandidateFactory {
    private static final String UDP = "udp";

    private final String fragment;
    private final List<AdvertisedAddress> advertised;
    private final Map<String, String> foundations = new HashMap<>();

    CandidateFactory(String fragment, List<AdvertisedAddress> advertised) {
        this.fragment = fragment;
        this.advertised = advertised;
    }

    /** Of a bound socket: one for each address that is told in its place, or for its own. */
    List<IceCandidate> hosts(InetSocketAddress bound, int rank) {
        return shown(bound).stream().map(shown -> host(shown, bound, rank)).toList();
    }

    private IceCandidate host(InetSocketAddress shown, InetSocketAddress bound, int rank) {
        return candidate(CandidateType.HOST, rank, shown, null, foundation(CandidateType.HOST, bound, ""), null);
    }

    /** Of ICE-TCP at an address. The port is told as it is: a port that is advertised is UDP's. */
    List<IceCandidate> tcp(TcpPath path, int rank) {
        return shown(path.address()).stream()
                .map(InetSocketAddress::getAddress)
                .distinct()
                .map(shown -> tcp(path, rank, shown))
                .toList();
    }

    private IceCandidate tcp(TcpPath path, int rank, InetAddress shown) {
        String foundation = foundation(CandidateType.HOST, path.address(), "tcp " + path.mode());
        return new IceCandidate(
                foundation,
                CandidatePriority.COMPONENT,
                "tcp",
                CandidatePriority.ofTcp(path.mode(), rank),
                LiteralAddress.format(shown),
                path.address().getPort(),
                CandidateType.HOST,
                path.mode() == TcpPath.Mode.ACTIVE ? "active" : "passive",
                null,
                null,
                fragment,
                null);
    }

    /** Of what a STUN server has seen of a bound socket. */
    IceCandidate reflexive(InetSocketAddress mapped, InetSocketAddress bound, int rank, IceServerUrl server) {
        String foundation = foundation(CandidateType.SRFLX, bound, server.host());
        return candidate(CandidateType.SRFLX, rank, mapped, bound, foundation, server.url());
    }

    /** Of an address on a TURN server. */
    IceCandidate relay(InetSocketAddress relayed, InetSocketAddress mapped, int rank, IceServerUrl server) {
        String foundation = foundation(CandidateType.RELAY, relayed, server.host());
        return candidate(CandidateType.RELAY, rank, relayed, mapped, foundation, server.url());
    }

    private IceCandidate candidate(
            CandidateType type,
            int rank,
            InetSocketAddress address,
            @Nullable InetSocketAddress related,
            String foundation,
            @Nullable String url) {
        return new IceCandidate(
                foundation,
                CandidatePriority.COMPONENT,
                UDP,
                CandidatePriority.of(type, rank),
                LiteralAddress.format(address.getAddress()),
                address.getPort(),
                type,
                null,
                related == null ? null : LiteralAddress.format(related.getAddress()),
                related == null ? null : related.getPort(),
                fragment,
                url);
    }

    /** What peers are told instead of a socket's address; an advertised address stands for its own family only. */
    private List<InetSocketAddress> shown(InetSocketAddress bound) {
        List<InetSocketAddress> shown = new ArrayList<>();
        for (AdvertisedAddress told : advertised) {
            InetAddress address = LiteralAddress.parse(told.address());
            if (address != null && address.getClass() == bound.getAddress().getClass()) {
                shown.add(new InetSocketAddress(address, told.port() == 0 ? bound.getPort() : told.port()));
            }
        }
        return shown.isEmpty() ? List.of(bound) : shown;
    }

    /**
     * RFC 8445 §5.1.1.3: the same for the same type, base and server. Numbered as they come, since a sum of these would tell
     * who tries all private addresses which one is behind a name.
     */
    private String foundation(CandidateType type, InetSocketAddress base, String server) {
        String key = type + "/" + LiteralAddress.format(base.getAddress()) + "/" + server;
        return foundations.computeIfAbsent(key, first -> Integer.toString(foundations.size() + 1));
    }
}
