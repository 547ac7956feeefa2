package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.mdns.MdnsName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Sorts out the peer's candidates: which are of use, and which have a name that must be looked up first. */
final class RemoteCandidates {
    private RemoteCandidates() {}

    /** What becomes of one. */
    enum Use {
        /** It has an address. */
        NOW,
        /** Its name is to be looked up, off the loop. */
        LOOK_UP,
        /** Its name is for multicast DNS (RFC 6762 §3), if that is used. */
        LOOK_UP_LOCAL,
        /** A TCP candidate that only connects itself, another component, or another session. */
        NEVER
    }

    static Use use(IceCandidate candidate, @Nullable IceParameters remote) {
        String fragment = candidate.usernameFragment();
        boolean isOfThisSession = fragment == null || remote == null || fragment.equals(remote.usernameFragment());
        if (!isOfUse(candidate)
                || candidate.component() != CandidatePriority.COMPONENT
                || candidate.port() == 0
                || !isOfThisSession) {
            return Use.NEVER;
        }
        if (LiteralAddress.isLiteral(candidate.address())) {
            return Use.NOW;
        }
        return MdnsName.isLocal(candidate.address()) ? Use.LOOK_UP_LOCAL : Use.LOOK_UP;
    }

    /** RFC 6544 §6.2: there is nothing to send to an active candidate, and we do not open both ends at once. */
    private static boolean isOfUse(IceCandidate candidate) {
        return candidate.protocol().equals("udp")
                || (candidate.protocol().equals("tcp") && "passive".equals(candidate.tcpType()));
    }

    /** Its address, or null if that is a name, or one that no peer can have. */
    static @Nullable InetSocketAddress address(IceCandidate candidate) {
        InetAddress address = LiteralAddress.parse(candidate.address());
        if (address == null || address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return null;
        }
        return new InetSocketAddress(address, candidate.port());
    }
}
