package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.sctp.OutgoingMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The futures of messages under way, by the tokens that the core knows them by. On the loop. */
final class SendFates {
    private final PeerLoop loop;

    /** Of senders that wait for room. */
    private final Map<Long, CompletableFuture<Void>> departures = new HashMap<>();

    /** Of senders that wait for the peer. */
    private final Map<Long, CompletableFuture<MessageFate>> confirmations = new HashMap<>();

    private long lastToken = OutgoingMessage.NO_TOKEN;

    SendFates(PeerLoop loop) {
        this.loop = loop;
    }

    /** A future that completes when the message has left. */
    long registerDeparture(CompletableFuture<Void> future) {
        lastToken++;
        departures.put(lastToken, future);
        return lastToken;
    }

    /** A future that completes when it is known what became of the message. */
    long registerConfirmation(CompletableFuture<MessageFate> future) {
        lastToken++;
        confirmations.put(lastToken, future);
        return lastToken;
    }

    /** The core has not taken the message after all. */
    void refuse(long token, WebRtcException reason) {
        CompletableFuture<?> future = take(token);
        if (future != null) {
            loop.callback(() -> future.completeExceptionally(reason));
        }
    }

    void settle(long token, io.github.datachannel4j.sctp.MessageFate fate) {
        switch (fate) {
            case SENT -> left(token);
            case ACKNOWLEDGED -> settled(token, MessageFate.ACKNOWLEDGED);
            case EXPIRED -> settled(token, MessageFate.EXPIRED);
            case ABANDONED -> settled(token, MessageFate.ABANDONED);
            case DISCARDED -> refuse(token, WebRtcException.network("the channel closed before the message was sent"));
        }
    }

    private void settled(long token, MessageFate fate) {
        CompletableFuture<MessageFate> confirmation = confirmations.remove(token);
        if (confirmation != null) {
            loop.callback(() -> confirmation.complete(fate));
        } else {
            // Given up by the channel's own reliability: it has left the buffer, and that is all this future promises.
            left(token);
        }
    }

    private void left(long token) {
        CompletableFuture<Void> departure = departures.remove(token);
        if (departure != null) {
            loop.callback(() -> departure.complete(null));
        }
    }

    private @Nullable CompletableFuture<?> take(long token) {
        CompletableFuture<Void> departure = departures.remove(token);
        return departure != null ? departure : confirmations.remove(token);
    }
}
