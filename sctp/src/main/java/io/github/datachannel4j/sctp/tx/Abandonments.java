package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.AbandonedMessages;
import io.github.datachannel4j.sctp.AbandonedMessages.Count;
import io.github.datachannel4j.sctp.Reliability;

/** Counts messages that are given up, by policy (RFC 7496 §4.3). */
final class Abandonments {
    private long retransmissionsUnsent;
    private long retransmissionsSent;
    private long lifetimeUnsent;
    private long lifetimeSent;
    private long priorityUnsent;
    private long prioritySent;

    void count(QueuedMessage message) {
        int sent = message.isStarted() ? 1 : 0;
        int unsent = 1 - sent;
        switch (message.message().options().reliability()) {
            case Reliability.LimitedRetransmissions policy -> {
                retransmissionsUnsent += unsent;
                retransmissionsSent += sent;
            }
            case Reliability.LimitedLifetime policy -> {
                lifetimeUnsent += unsent;
                lifetimeSent += sent;
            }
            case Reliability.Priority policy -> {
                priorityUnsent += unsent;
                prioritySent += sent;
            }
            // Has no limit that could be reached.
            case Reliability.Reliable policy -> {}
        }
    }

    AbandonedMessages snapshot() {
        return new AbandonedMessages(
                new Count(retransmissionsUnsent, retransmissionsSent),
                new Count(lifetimeUnsent, lifetimeSent),
                new Count(priorityUnsent, prioritySent));
    }
}
