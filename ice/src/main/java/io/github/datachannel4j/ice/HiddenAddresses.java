package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.mdns.MdnsName;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells peers random names instead of the addresses of this machine, as browsers do, until the session is over. */
final class HiddenAddresses {
    private final MdnsNode mdns;
    private final Map<InetAddress, MdnsName> names = new HashMap<>();

    private HiddenAddresses(MdnsNode mdns) {
        this.mdns = mdns;
    }

    /** Null if they need not be hidden: what is advertised is meant to be known. */
    static @Nullable HiddenAddresses ifWanted(IceNetworkConfig config, MdnsNode mdns) {
        boolean isWanted = config.mdns() == IceNetworkConfig.Mdns.RESOLVE_AND_HIDE
                && config.reachability().advertised().isEmpty();
        return isWanted ? new HiddenAddresses(mdns) : null;
    }

    /** The host candidate with a name instead of its address: the same for all candidates of one address. */
    IceCandidate named(IceCandidate host, InetAddress address) {
        return host.withAddress(names.computeIfAbsent(address, mdns::publish).text(), host.port());
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
        names.values().forEach(mdns::withdraw);
        names.clear();
    }
}
