package io.github.datachannel4j.sctp;

/**
 * How many messages were given up, by the policy that made them so (RFC 7496 §4.3, §4.4).
 *
 * @param byRetransmissions sent with {@link Reliability.LimitedRetransmissions}
 * @param byLifetime sent with {@link Reliability.LimitedLifetime}
 * @param byPriority sent with {@link Reliability.Priority}
 */
public record AbandonedMessages(Count byRetransmissions, Count byLifetime, Count byPriority) {
    /** Nothing was given up. */
    public static final AbandonedMessages NONE = new AbandonedMessages(Count.ZERO, Count.ZERO, Count.ZERO);

    /**
     * Messages of one policy.
     *
     * @param unsent of which nothing had been sent
     * @param sent of which a part had been sent, or all
     */
    public record Count(long unsent, long sent) {
        static final Count ZERO = new Count(0, 0);

        public long total() {
            return unsent + sent;
        }

        private Count plus(Count other) {
            return new Count(unsent + other.unsent, sent + other.sent);
        }
    }

    /** Those of every policy (SCTP_PR_SCTP_ALL). */
    public Count all() {
        return byRetransmissions.plus(byLifetime).plus(byPriority);
    }
}
