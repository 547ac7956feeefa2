package io.github.datachannel4j.peerconnection;

import org.jspecify.annotations.Nullable;

/**
 * How hard a channel tries to deliver a message: one value, so that two limits at once cannot be written. SCTP's third policy, by which less
 * important messages give way when the send queue is full (RFC 7496 §3.2), is not among them: the W3C and RFC 8832 have no word for it. It
 * is for users of the module {@code sctp} alone; {@link Priority} is something else.
 */
public sealed interface Reliability {
    /** Both limits are unsigned shorts in the W3C's API. */
    int LIMIT_MAX = 65535;

    /** Until it has arrived. */
    record Reliable() implements Reliability {}

    /**
     * At most so many retransmissions, so that 0 means sent exactly once.
     *
     * @param count 0 to 65535
     */
    record MaxRetransmits(int count) implements Reliability {
        /** Checks the range. */
        public MaxRetransmits {
            check("maxRetransmits", count);
        }
    }

    /**
     * Only for so long after it was sent.
     *
     * @param milliseconds 0 to 65535
     */
    record MaxPacketLifeTime(int milliseconds) implements Reliability {
        /** Checks the range. */
        public MaxPacketLifeTime {
            check("maxPacketLifeTime", milliseconds);
        }
    }

    /** The reliability from the two optional members of the W3C's RTCDataChannelInit: TypeError when both are there. */
    static Reliability of(@Nullable Integer maxRetransmits, @Nullable Integer maxPacketLifeTimeMillis) {
        if (maxRetransmits != null && maxPacketLifeTimeMillis != null) {
            throw new WebRtcException(
                    WebRtcErrorName.TYPE_ERROR, "maxRetransmits and maxPacketLifeTime exclude each other");
        }
        if (maxRetransmits != null) {
            return new MaxRetransmits(maxRetransmits);
        }
        return maxPacketLifeTimeMillis != null ? new MaxPacketLifeTime(maxPacketLifeTimeMillis) : new Reliable();
    }

    private static void check(String name, int value) {
        if (value < 0 || value > LIMIT_MAX) {
            throw new WebRtcException(WebRtcErrorName.TYPE_ERROR, name + " must be 0 to 65535, not " + value);
        }
    }
}
