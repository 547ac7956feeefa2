package io.github.datachannel4j.sctp.packet;

/**
 * A run of TSNs that arrived after a gap (RFC 9260 §3.3.4).
 *
 * @param start offset of its first TSN from the cumulative TSN ack, 1 to 65535
 * @param end offset of its last TSN, not less than {@code start}
 */
public record GapAckBlock(int start, int end) {
    private static final int OFFSET_MAX = 0xFFFF;

    public GapAckBlock {
        if (start < 1 || end < start || end > OFFSET_MAX) {
            throw new IllegalArgumentException("no gap ack block: " + start + " to " + end);
        }
    }
}
