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

    /** What another type of candidate from the same path would have. */
    static long withType(long priority, CandidateType type) {
        return ((long) type.typePreference() << 24) | (priority & 0xFF_FFFFL);
    }

    static long ofPair(long controlling, long controlled) {
        return (Math.min(controlling, controlled) << 32)
                + 2 * Math.max(controlling, controlled)
                + (controlling > controlled ? 1 : 0);
    }
}
