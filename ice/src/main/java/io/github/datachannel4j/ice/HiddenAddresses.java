package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.mdns.MdnsName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells peers random names instead of the addresses of this machine, as browsers do, until the session is over. */
final class HiddenAddresses {
    private final MdnsNode mdns;
    private final List<MdnsName> names = new ArrayList<>();

    private HiddenAddresses(MdnsNode mdns) {
        this.mdns = mdns;
    }

    /** Null if they need not be hidden: what is advertised is meant to be known. */
    static @Nullable HiddenAddresses ifWanted(IceNetworkConfig config, MdnsNode mdns) {
        boolean isWanted = config.mdns() == IceNetworkConfig.Mdns.RESOLVE_AND_HIDE
                && config.reachability().advertised().isEmpty();
        return isWanted ? new HiddenAddresses(mdns) : null;
    }

    IceCandidate host(UdpSocket socket, int rank, CandidateFactory candidates) {
        MdnsName name = mdns.publish(socket.address().getAddress());
        names.add(name);
        return candidates.hidden(name, socket.address(), rank);
    }

    /** The address behind a server-reflexive candidate, or the mapped one behind a relayed one, would tell it all. */
    LocalCandidate withoutRelated(LocalCandidate local) {
        IceCandidate candidate = local.candidate();
        if (candidate.relatedAddress() == null) {
            return local;
        }
        String any = candidate.address().indexOf(':') >= 0 ? "::" : "0.0.0.0";
        return new LocalCandidate(candidate.withoutRelated(any), local.path());
    }

    void close() {
        names.forEach(mdns::withdraw);
        names.clear();
    }
}
