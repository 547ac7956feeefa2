package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunMessage;
import org.jspecify.annotations.Nullable;

/** What to do about a check from a peer that may believe to have our role (RFC 8445 §7.3.1.1). */
enum RoleConflict {
    NONE,
    /** The peer has to change its role: answer 487. */
    PEER_CHANGES,
    /** This side has to change its role and go on. */
    WE_CHANGE;

    static RoleConflict of(IceRole role, long tieBreaker, StunMessage request) {
        @Nullable
        Long theirs = request.number64(
                role == IceRole.CONTROLLING ? StunAttribute.ICE_CONTROLLING : StunAttribute.ICE_CONTROLLED);
        if (theirs == null) {
            return NONE;
        }
        // The larger tie-breaker gets to control.
        boolean weShouldControl = Long.compareUnsigned(tieBreaker, theirs) >= 0;
        return weShouldControl == (role == IceRole.CONTROLLING) ? PEER_CHANGES : WE_CHANGE;
    }
}
