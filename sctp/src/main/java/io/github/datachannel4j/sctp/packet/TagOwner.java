package io.github.datachannel4j.sctp.packet;

/** Whose verification tag a packet with an ABORT or SHUTDOWN COMPLETE carries: the T bit (RFC 9260 §3.3.7, §8.5.1). */
public enum TagOwner {
    /** T = 0: the receiver's, as in every other packet. */
    RECEIVER,
    /** T = 1: the one that the answered packet carried, since its receiver knows no association and so no other tag. */
    REFLECTED;

    private static final int T_BIT = 0x01;

    static TagOwner ofFlags(int flags) {
        return (flags & T_BIT) == 0 ? RECEIVER : REFLECTED;
    }

    int flags() {
        return this == REFLECTED ? T_BIT : 0;
    }
}
