package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.RtoOptions;

/** Estimates the round-trip time and from it how long to wait for an acknowledgement (RFC 9260 §6.3.1). */
public final class RetransmissionTimeout {
    private final RtoOptions options;
    private long srttNanos;
    private long rttvarNanos;
    private long rtoNanos;
    private long minRttNanos;
    private boolean isMeasured;

    public RetransmissionTimeout(RtoOptions options) {
        this.options = options;
        this.rtoNanos = options.initialNanos();
    }

    /** A packet that was sent once was answered after this time (Karn: never one that was sent twice, §6.3.1 C5). */
    public void observe(long rttNanos) {
        if (isMeasured) {
            // RTO.Beta is 1/4 and RTO.Alpha 1/8 (§16).
            rttvarNanos += (Math.abs(srttNanos - rttNanos) - rttvarNanos) / 4;
            srttNanos += (rttNanos - srttNanos) / 8;
            minRttNanos = Math.min(minRttNanos, rttNanos);
        } else {
            isMeasured = true;
            srttNanos = rttNanos;
            rttvarNanos = rttNanos / 2;
            minRttNanos = rttNanos;
        }
        rtoNanos = bounded();
    }

    /** Another process has measured this, most likely on the same path. */
    public void takeOver(AssociationHandover.Path measured) {
        if (measured.srttNanos() > 0) {
            isMeasured = true;
            srttNanos = measured.srttNanos();
            rttvarNanos = measured.rttvarNanos();
            minRttNanos = measured.minRttNanos();
            rtoNanos = bounded();
        }
    }

    private long bounded() {
        return Math.clamp(srttNanos + 4 * rttvarNanos, options.minNanos(), options.maxNanos());
    }

    /** A further round trip of which only the minimum counts: the mean wants one measurement for each (§6.3.1 C4). */
    void observeShortest(long rttNanos) {
        minRttNanos = isMeasured ? Math.min(minRttNanos, rttNanos) : rttNanos;
    }

    /** The path is another one, and nothing of it is measured yet (§6.3.1 C1). */
    public void forget() {
        isMeasured = false;
        srttNanos = 0;
        rttvarNanos = 0;
        minRttNanos = 0;
        rtoNanos = options.initialNanos();
    }

    /** A retransmission timer has expired (§6.3.3 E2). */
    public void backOff() {
        rtoNanos = Math.min(2 * rtoNanos, options.maxNanos());
    }

    public long rtoNanos() {
        return rtoNanos;
    }

    public long rtoMaxNanos() {
        return options.maxNanos();
    }

    /** 0 before the first measurement. */
    public long srttNanos() {
        return srttNanos;
    }

    public long rttvarNanos() {
        return rttvarNanos;
    }

    /** The shortest round trip that was measured; 0 before the first. */
    public long minRttNanos() {
        return minRttNanos;
    }
}
