package io.github.datachannel4j.sctp;

/**
 * When an association gives up on a silent peer (RFC 9260 §16).
 *
 * @param initRetransmitsMax INIT and COOKIE ECHO are repeated this often
 * @param associationRetransmitsMax time-outs in a row (T3-rtx, HEARTBEAT, SHUTDOWN, RE-CONFIG) that may go by without an answer
 */
public record RetransmissionLimits(int initRetransmitsMax, int associationRetransmitsMax) {
    /** Never give up. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public RetransmissionLimits {
        if (initRetransmitsMax < 0 || associationRetransmitsMax < 0) {
            throw new IllegalArgumentException("limits of retransmission must not be negative");
        }
    }

    /**
     * WebRTC: ICE consent (RFC 7675) decides whether the peer lives, and an ICE restart may bring the path back after any time, so SCTP
     * keeps trying as long as it exists.
     */
    public static RetransmissionLimits unlimited() {
        return new RetransmissionLimits(UNLIMITED, UNLIMITED);
    }

    /** The values of RFC 9260 §16: 8 and 10. */
    public static RetransmissionLimits rfc9260() {
        return new RetransmissionLimits(8, 10);
    }
}
