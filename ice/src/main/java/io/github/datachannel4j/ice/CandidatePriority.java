package io.github.datachannel4j.ice;

/** The arithmetic of priorities (RFC 8445 §5.1.2.1 and §6.1.2.3). */
final class CandidatePriority {
    private static final int LOCAL_PREFERENCE_MAX = 65535;

    /** Data channels have one component only, with this id. */
    static final int COMPONENT = 1;

    private CandidatePriority() {}

    /**
     * Of a local candidate.
     *
     * @param rank of the path among those of this agent, from 0 for the most preferred
     */
    static long of(CandidateType type, int rank) {
        return ((long) type.typePreference() << 24) | ((long) (LOCAL_PREFERENCE_MAX - rank) << 8) | (256 - COMPONENT);
    }

    /** Below every direct pair over UDP, peer-reflexive ones included (RFC 6544 §4.2 lets the type preference say so). */
    private static final int TCP_HOST_PREFERENCE = 90;

    private static final int TCP_PEER_REFLEXIVE_PREFERENCE = 80;
    private static final int ACTIVE_PREFERENCE = 6;
    private static final int PASSIVE_PREFERENCE = 4;
    private static final int OTHER_PREFERENCE_MAX = 8191;

    /** Of a host candidate over TCP (RFC 6544 §4.2): the direction in the upper three bits of the local preference. */
    static long ofTcp(TcpPath.Mode mode, int rank) {
        int direction = mode == TcpPath.Mode.ACTIVE ? ACTIVE_PREFERENCE : PASSIVE_PREFERENCE;
        int local = (direction << 13) | (OTHER_PREFERENCE_MAX - rank);
        return ((long) TCP_HOST_PREFERENCE << 24) | ((long) local << 8) | (256 - COMPONENT);
    }

    /** What another type of candidate from the same path would have. */
    static long withType(long priority, CandidateType type) {
        boolean isTcp = priority >>> 24 == TCP_HOST_PREFERENCE || priority >>> 24 == TCP_PEER_REFLEXIVE_PREFERENCE;
        if (isTcp) {
            int preference = type == CandidateType.PRFLX ? TCP_PEER_REFLEXIVE_PREFERENCE : TCP_HOST_PREFERENCE;
            return ((long) preference << 24) | (priority & 0xFF_FFFFL);
        }
        return ((long) type.typePreference() << 24) | (priority & 0xFF_FFFFL);
    }

    static long ofPair(long controlling, long controlled) {
        return (Math.min(controlling, controlled) << 32)
                + 2 * Math.max(controlling, controlled)
                + (controlling > controlled ? 1 : 0);
    }
}
