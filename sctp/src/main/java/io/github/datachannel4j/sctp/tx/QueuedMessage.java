package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Reliability;

/** A message on its way from the send queue to its last acknowledgement. */
final class QueuedMessage {
    private static final long NO_EXPIRY = Long.MAX_VALUE;

    private final OutgoingMessage message;
    private final long expiresAtNanos;
    private long ssn;
    private int cutBytes;

    QueuedMessage(long nowNanos, OutgoingMessage message) {
        this.message = message;
        this.expiresAtNanos = message.options().reliability() instanceof Reliability.LimitedLifetime limit
                // A lifetime of centuries must not overflow into the past.
                ? nowNanos + Math.min(limit.lifetimeNanos(), NO_EXPIRY / 2)
                : NO_EXPIRY;
    }

    OutgoingMessage message() {
        return message;
    }

    boolean isOrdered() {
        return message.options().order() == MessageOrder.ORDERED;
    }

    boolean isExpired(long nowNanos) {
        return nowNanos >= expiresAtNanos;
    }

    /** Whether its reliability forbids to send a fragment again that has been sent so often. */
    boolean isExhausted(int transmissions) {
        return message.options().reliability() instanceof Reliability.LimitedRetransmissions limit
                && transmissions > limit.retransmitsMax();
    }

    /** Its place in the order of the stream; known once the first fragment is cut, 0 for unordered messages. */
    long ssn() {
        return ssn;
    }

    void assignSsn(long assignedSsn) {
        ssn = assignedSsn;
    }

    boolean isStarted() {
        return cutBytes > 0;
    }

    int cutBytes() {
        return cutBytes;
    }

    int remainingBytes() {
        return message.payload().length() - cutBytes;
    }

    /** The next fragment's payload. */
    Bytes cut(int bytes) {
        Bytes fragment = message.payload().slice(cutBytes, bytes);
        cutBytes += bytes;
        return fragment;
    }

    /** Nothing of it counts as sent any more. */
    void startAgain() {
        cutBytes = 0;
        ssn = 0;
    }
}
