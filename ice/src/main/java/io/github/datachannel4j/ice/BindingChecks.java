package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunIntegrity;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunMethod;
import io.github.datachannel4j.ice.stun.StunWriter;
import io.github.datachannel4j.ice.stun.TransactionId;
import java.net.InetSocketAddress;
import java.util.Set;

/** Writes the connectivity checks of a session and the answers to the peer's (RFC 8445 §7.1 and §7.3). */
final class BindingChecks {
    static final int BAD_REQUEST = 400;
    static final int UNKNOWN_ATTRIBUTE = 420;
    static final int ROLE_CONFLICT = 487;

    /** What a check may ask us to understand; anything else that is required is answered with an error. */
    private static final Set<Integer> UNDERSTOOD = Set.of(
            StunAttribute.USERNAME,
            StunAttribute.MESSAGE_INTEGRITY,
            StunAttribute.MESSAGE_INTEGRITY_SHA256,
            StunAttribute.PRIORITY,
            StunAttribute.USE_CANDIDATE);

    private final IceParameters local;
    private final byte[] localKey;
    private final long tieBreaker;

    BindingChecks(IceParameters local, long tieBreaker) {
        this.local = local;
        this.tieBreaker = tieBreaker;
        localKey = StunIntegrity.shortTermKey(local.password());
    }

    long tieBreaker() {
        return tieBreaker;
    }

    /** A check of ours. */
    byte[] request(TransactionId id, IceParameters remote, IceRole role, long priority, Nomination nomination) {
        StunWriter writer = StunWriter.request(StunMethod.BINDING, id)
                .text(StunAttribute.USERNAME, remote.usernameFragment() + ":" + local.usernameFragment())
                .number64(
                        role == IceRole.CONTROLLING ? StunAttribute.ICE_CONTROLLING : StunAttribute.ICE_CONTROLLED,
                        tieBreaker)
                .number32(StunAttribute.PRIORITY, priority);
        if (nomination == Nomination.NOMINATES && role == IceRole.CONTROLLING) {
            writer.flag(StunAttribute.USE_CANDIDATE);
        }
        return writer.integrity(StunIntegrity.shortTermKey(remote.password()))
                .fingerprint()
                .toBytes();
    }

    /** Whether a check says which pair is to be used. */
    enum Nomination {
        NOMINATES,
        ONLY_CHECKS;

        static Nomination of(StunMessage request) {
            return request.has(StunAttribute.USE_CANDIDATE) ? NOMINATES : ONLY_CHECKS;
        }
    }

    boolean isAuthentic(StunMessage request) {
        return request.isAuthentic(localKey);
    }

    static boolean isAuthenticResponse(StunMessage response, IceParameters remote) {
        return response.isAuthentic(StunIntegrity.shortTermKey(remote.password()));
    }

    /** The first attribute that should be understood and is not, or -1. */
    static int firstUnknown(StunMessage request) {
        return request.firstUnknownRequired(UNDERSTOOD);
    }

    byte[] success(StunMessage request, InetSocketAddress seenFrom) {
        return StunWriter.success(request)
                .xorAddress(StunAttribute.XOR_MAPPED_ADDRESS, seenFrom)
                .integrity(localKey)
                .fingerprint()
                .toBytes();
    }

    byte[] roleConflict(StunMessage request) {
        return StunWriter.error(request, ROLE_CONFLICT, "Role Conflict")
                .integrity(localKey)
                .fingerprint()
                .toBytes();
    }

    byte[] unknownAttribute(StunMessage request, int attribute) {
        return StunWriter.error(request, UNKNOWN_ATTRIBUTE, "Unknown Attribute")
                .number16(StunAttribute.UNKNOWN_ATTRIBUTES, attribute)
                .integrity(localKey)
                .fingerprint()
                .toBytes();
    }
}
