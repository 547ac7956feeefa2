package io.github.datachannel4j.sctp;

import io.github.datachannel4j.sctp.core.Nanos;

/**
 * Bounds of the retransmission time-out (RFC 9260 §6.3.1), in nanoseconds.
 *
 * @param initialNanos before the first measurement; also T1-init and T1-cookie
 * @param minNanos never below; above the peer's delayed SACK (200 ms), or a lone packet would be sent twice on a fast path
 * @param maxNanos backoff ends here
 */
public record RtoOptions(long initialNanos, long minNanos, long maxNanos) {
    public RtoOptions {
        if (minNanos <= 0 || minNanos > initialNanos || initialNanos > maxNanos) {
            throw new IllegalArgumentException("RTO needs 0 < min <= initial <= max");
        }
    }

    /**
     * 500 ms, 400 ms, 3 s, as browsers have it. The RFC's 1 s, 1 s, 60 s are for paths without ICE: there the maximum is how long one
     * sleeps on a path that has come back.
     */
    public static RtoOptions webRtc() {
        return new RtoOptions(500 * Nanos.PER_MILLI, 400 * Nanos.PER_MILLI, 3 * Nanos.PER_SECOND);
    }

    /** The values of RFC 9260 §16. */
    public static RtoOptions rfc9260() {
        return new RtoOptions(1 * Nanos.PER_SECOND, 1 * Nanos.PER_SECOND, 60 * Nanos.PER_SECOND);
    }
}
