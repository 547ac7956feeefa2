package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.core.Nanos;

/**
 * Bounds what we do in answer to packets that cost their sender nothing, so that nobody can make us a source of traffic or heat by
 * sending rubbish (RFC 9260 §3.3.10 lets us leave reports out).
 */
final class AnswerLimit {
    /** Reports: enough for every honest mistake; a flood is not worth an answer to each. */
    static final int REPORTS_PER_SECOND = 10;

    private final int perSecondMax;
    private long periodEndNanos = Long.MIN_VALUE;
    private int answers;

    AnswerLimit(int perSecondMax) {
        this.perSecondMax = perSecondMax;
    }

    /** Whether one more may be done now. */
    boolean allows(long nowNanos) {
        if (nowNanos >= periodEndNanos) {
            periodEndNanos = nowNanos + Nanos.PER_SECOND;
            answers = 0;
        }
        answers++;
        return answers <= perSecondMax;
    }
}
