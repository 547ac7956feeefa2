package io.github.datachannel4j.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sorts out the peer's candidates: which are of use, and which have a name that must be looked up first. */
final class RemoteCandidates {
    private static final String MDNS_SUFFIX = ".local";

    private RemoteCandidates() {}

    /** What becomes of one. */
    enum Use {
        /** It has an address. */
        NOW,
        /** Its name is to be looked up, off the loop. */
        LOOK_UP,
        /**
         * TCP, another component, another session, or an mDNS name: looking one up would take multicast and time, while
         * the browser behind it shows its address by its own checks.
         */
        NEVER
    }

    static Use use(IceCandidate candidate, @Nullable IceParameters remote) {
        String fragment = candidate.usernameFragment();
        boolean isOfThisSession = fragment == null || remote == null || fragment.equals(remote.usernameFragment());
        if (!candidate.protocol().equals("udp")
                || candidate.component() != CandidatePriority.COMPONENT
                || candidate.port() == 0
                || !isOfThisSession) {
            return Use.NEVER;
        }
        if (LiteralAddress.isLiteral(candidate.address())) {
            return Use.NOW;
        }
        return isMdns(candidate.address()) ? Use.NEVER : Use.LOOK_UP;
    }

    private static boolean isMdns(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(MDNS_SUFFIX) || lower.endsWith(MDNS_SUFFIX + ".");
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
