package io.github.datachannel4j.dtls;

import org.jspecify.annotations.Nullable;

/**
 * Why a transport went to {@link DtlsState#FAILED}.
 *
 * @param kind which of the W3C's error details it maps to, and a little finer
 * @param reason one sentence for the person who reads the log
 * @param sentAlert the number of the fatal alert that we sent; null when we sent none
 * @param receivedAlert the number of the fatal alert that the peer sent; null when it sent none
 */
public record DtlsFailure(
        Kind kind,
        String reason,
        @Nullable Integer sentAlert,
        @Nullable Integer receivedAlert) {

    /** What went wrong, in the order of how often one meets it. */
    public enum Kind {
        /** The peer's certificate has none of the fingerprints of its description. The W3C's "fingerprint-failure". */
        FINGERPRINT_MISMATCH,
        /** The handshake did not end in time. */
        TIMED_OUT,
        /** The peer sent a fatal alert. */
        ALERT_RECEIVED,
        /** We refused what the peer sent, with a fatal alert. */
        ALERT_SENT,
        /** A fault of ours; nothing that the peer did. */
        INTERNAL
    }

    static DtlsFailure timedOut(String reason) {
        return new DtlsFailure(Kind.TIMED_OUT, reason, null, null);
    }
}
