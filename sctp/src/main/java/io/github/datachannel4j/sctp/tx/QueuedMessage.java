package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.FateReport;
import io.github.datachannel4j.sctp.MessageFate;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Reliability;

/** A message on its way from the send queue to its last acknowledgement. */
final class QueuedMessage {
    static final long NO_TSN = -1;

    private static final long NO_EXPIRY = Long.MAX_VALUE;

    private final OutgoingMessage message;
    private final long expiresAtNanos;
    private final long arrival;
    private Framing framing = Framing.PLAIN;
    private long number;
    private int cutBytes;
    private int fragments;
    private long latestTsn = NO_TSN;

    /**
     * A message that is to be sent.
     *
     * @param arrival its place among all messages that were given to {@code send}
     */
    QueuedMessage(long nowNanos, long arrival, OutgoingMessage message) {
        this.message = message;
        this.arrival = arrival;
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

    /** Whether it gives way to messages of higher {@link #priority}. */
    boolean isPrioritized() {
        return message.options().reliability() instanceof Reliability.Priority;
    }

    /** Among all messages: those without the policy stay before all that have it (RFC 7496 §3.2). */
    int priority() {
        return priorityOf(message);
    }

    static int priorityOf(OutgoingMessage message) {
        return message.options().reliability() instanceof Reliability.Priority policy
                ? policy.priority()
                : Integer.MAX_VALUE;
    }

    long arrival() {
        return arrival;
    }

    /** Its first fragment is about to be cut. */
    void begin(Framing newFraming, long assignedNumber) {
        framing = newFraming;
        number = assignedNumber;
    }

    Framing framing() {
        return framing;
    }

    /** Whether somebody waits to hear that the peer has it. */
    boolean awaitsAcknowledgement() {
        return message.token() != OutgoingMessage.NO_TOKEN
                && message.options().report() == FateReport.WHEN_ACKNOWLEDGED;
    }

    /** What its limit makes of it when it is reached. */
    MessageFate fateWhenGivenUp() {
        return message.options().reliability() instanceof Reliability.LimitedLifetime
                ? MessageFate.EXPIRED
                : MessageFate.ABANDONED;
    }

    /** Its SSN or MID; known once the first fragment is cut, 0 for unordered messages in DATA chunks. */
    long number() {
        return number;
    }

    int length() {
        return message.payload().length();
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

    /** The next fragment has so many bytes. */
    void cut(int bytes) {
        cutBytes += bytes;
        fragments++;
    }

    /** The fragment number (FSN) of the latest fragment. */
    int latestFsn() {
        return fragments - 1;
    }

    /** The TSN of the latest fragment, {@link #NO_TSN} when there is none. From it all others are found, latest first. */
    long latestTsn() {
        return latestTsn;
    }

    /** The latest fragment has got this TSN. Returns that of the one before. */
    long chain(long tsn) {
        long previous = latestTsn;
        latestTsn = tsn;
        return previous;
    }
}
