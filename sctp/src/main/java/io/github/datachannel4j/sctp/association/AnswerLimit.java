package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.core.Nanos;

/**
 * Bounds the packets with which we answer what is wrong, so that nobody can make us a source of traffic by sending rubbish (RFC 9260
 * §3.3.10 lets us leave them out).
 */
final class AnswerLimit {
    /** Enough for every honest mistake; a flood is not worth an answer to each. */
    private static final int ANSWERS_PER_SECOND = 10;

    private long periodEndNanos = Long.MIN_VALUE;
    private int answers;

    /** Whether one more may be sent now. */
    boolean allows(long nowNanos) {
        if (nowNanos >= periodEndNanos) {
            periodEndNanos = nowNanos + Nanos.PER_SECOND;
            answers = 0;
        }
        answers++;
        return answers <= ANSWERS_PER_SECOND;
    }
}
