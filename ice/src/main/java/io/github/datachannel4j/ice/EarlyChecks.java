package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunMessage;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Checks of a peer that is faster than our signaling (RFC 8445 §7.3): answered at once, and of use when our own checks begin. */
final class EarlyChecks {
    /** Checks of more addresses than a peer has are not remembered. */
    private static final int CHECKS_MAX = 16;

    /** One of them; the request is a copy. */
    record Check(LocalPath path, InetSocketAddress remote, StunMessage request) {
        boolean isNomination() {
            return request.has(StunAttribute.USE_CANDIDATE);
        }

        boolean isOfSamePair(Check other) {
            return path == other.path && remote.equals(other.remote);
        }
    }

    private final List<Check> checks = new ArrayList<>();

    /** One of each pair is enough, and a nomination is not forgotten for a plain check. */
    void remember(Check early) {
        for (int i = 0; i < checks.size(); i++) {
            if (checks.get(i).isOfSamePair(early)) {
                if (early.isNomination()) {
                    checks.set(i, early);
                }
                return;
            }
        }
        if (checks.size() < CHECKS_MAX) {
            checks.add(early);
        }
    }

    /** All of them, in the order in which their pairs were first heard of; none is left. */
    List<Check> take() {
        List<Check> taken = List.copyOf(checks);
        checks.clear();
        return taken;
    }
}
