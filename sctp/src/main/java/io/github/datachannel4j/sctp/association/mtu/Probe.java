package io.github.datachannel4j.sctp.association.mtu;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.core.Timer;

/** One size that is being tried, until it is answered or was lost so often that it must be too large. */
final class Probe {
    /** MAX_PROBES (RFC 8899 §5.1.2): so many losses in a row are not chance. */
    private static final int ATTEMPTS_MAX = 3;

    private final int bytes;
    /** The same for all attempts, so that a late answer counts. */
    private final Bytes info;

    private final Timer answer = new Timer();
    private int attempts;

    Probe(int bytes, Bytes info) {
        this.bytes = bytes;
        this.info = info;
    }

    int bytes() {
        return bytes;
    }

    Bytes info() {
        return info;
    }

    /** Whether it waits to be sent, and not for an answer. */
    boolean isDue() {
        return !answer.isRunning() && attempts < ATTEMPTS_MAX;
    }

    void sent(long nowNanos, long timeoutNanos) {
        attempts++;
        answer.start(nowNanos, timeoutNanos);
    }

    /** Whether an answer is missing since now. */
    boolean isLost(long nowNanos) {
        return answer.expire(nowNanos);
    }

    /** Whether the last attempt is lost. */
    boolean hasFailed() {
        return attempts >= ATTEMPTS_MAX && !answer.isRunning();
    }

    long deadlineNanos() {
        return answer.deadlineNanos();
    }
}
