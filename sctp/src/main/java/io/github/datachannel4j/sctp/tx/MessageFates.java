package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.AssociationOutput.MessageLeft;
import io.github.datachannel4j.sctp.MessageFate;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.core.Outputs;
import java.util.ArrayDeque;

/** Tells the fate of each message that has a token, once, at the stage that its sender has asked for. */
final class MessageFates {
    private final Outputs outputs;
    /** Sent whole, and somebody waits for the acknowledgement; by rising TSN of their last fragments. */
    private final ArrayDeque<QueuedMessage> unacknowledged = new ArrayDeque<>();

    MessageFates(Outputs outputs) {
        this.outputs = outputs;
    }

    /** This is its end. */
    void tell(QueuedMessage message, MessageFate fate) {
        long token = message.message().token();
        if (token != OutgoingMessage.NO_TOKEN) {
            outputs.add(new MessageLeft(token, fate));
        }
    }

    void sentWhole(QueuedMessage message) {
        if (message.awaitsAcknowledgement()) {
            unacknowledged.add(message);
        } else {
            tell(message, MessageFate.SENT);
        }
    }

    /** Everything up to this TSN is acknowledged or given up. */
    void acknowledged(long cumulativeTsn) {
        QueuedMessage message;
        while ((message = unacknowledged.peek()) != null && message.latestTsn() <= cumulativeTsn) {
            unacknowledged.remove();
            tell(message, MessageFate.ACKNOWLEDGED);
        }
    }

    /** A message was given up after its last byte had been sent. */
    void gaveUpSent(QueuedMessage message) {
        if (message.awaitsAcknowledgement() && unacknowledged.remove(message)) {
            tell(message, message.fateWhenGivenUp());
        }
    }

    /** Whether the peer has them will never be known. */
    void discardUnacknowledged() {
        QueuedMessage message;
        while ((message = unacknowledged.poll()) != null) {
            tell(message, MessageFate.DISCARDED);
        }
    }
}
