package io.github.datachannel4j.sctp;

import java.util.Objects;

/**
 * How the sender finds out what the network can carry.
 *
 * @param algorithm which controller; {@link Algorithm#NEW_RENO} unless measured better
 */
public record CongestionOptions(Algorithm algorithm) {
    private static final CongestionOptions DEFAULTS = new CongestionOptions(Algorithm.NEW_RENO);

    /** The controllers. */
    public enum Algorithm {
        /** The one of RFC 9260 §7.2: half the window at a loss, one packet more for each round trip. */
        NEW_RENO
    }

    public CongestionOptions {
        Objects.requireNonNull(algorithm, "algorithm");
    }

    /** What suits most paths. */
    public static CongestionOptions defaults() {
        return DEFAULTS;
    }

    public CongestionOptions withAlgorithm(Algorithm other) {
        return new CongestionOptions(other);
    }
}
