package io.github.datachannel4j.sctp;

import java.util.Objects;

/**
 * How the sender finds out what the network can carry. docs/congestion.md has the figures of each controller.
 *
 * @param algorithm which controller; {@link Algorithm#BBR} unless set, since it alone keeps a link full that loses packets by chance, and
 *     keeps queues short, so that small messages on other channels stay fast
 */
public record CongestionOptions(Algorithm algorithm) {
    private static final CongestionOptions DEFAULTS = new CongestionOptions(Algorithm.BBR);

    /** The controllers. */
    public enum Algorithm {
        /** The one of RFC 9260 §7.2: half the window at a loss, one packet more for each round trip. */
        NEW_RENO,
        /** RFC 9438 with HyStart++ (RFC 9406), paced: what TCP does nearly everywhere. Takes any loss for congestion and fills queues. */
        CUBIC,
        /**
         * BBR version 3 (draft-ietf-ccwg-bbr): a model of bandwidth and round trip, paced. Loss below two percent is taken for chance; a
         * queue is left to drain as soon as it is seen.
         */
        BBR
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
