package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.IceNetworkConfig.AdvertisedAddress;
import io.github.datachannel4j.ice.mdns.MdnsName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Makes the candidates that we tell the peer. */
final class CandidateFactory {
    private static final String UDP = "udp";

    private final String fragment;
    private final List<AdvertisedAddress> advertised;

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

    /** Of a bound socket, whose address peers are not told. */
    IceCandidate hidden(MdnsName name, InetSocketAddress bound, int rank) {
        IceCandidate open = host(bound, bound, rank);
        return open.withAddress(name.text(), open.port());
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

    /** RFC 8445 §5.1.1.3: the same for the same type, base and server. */
    private static String foundation(CandidateType type, InetSocketAddress base, String server) {
        String key = type + "/" + LiteralAddress.format(base.getAddress()) + "/" + server;
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return Long.toString(crc.getValue());
    }
}
