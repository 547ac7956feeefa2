package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.sctp.MessageFate;
import io.github.datachannel4j.sctp.OutgoingMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The futures of messages under way, by the tokens that the core knows them by. On the loop. */
final class SendFates {
    private final PeerLoop loop;
    private final Map<Long, CompletableFuture<Void>> waiting = new HashMap<>();
    private long lastToken = OutgoingMessage.NO_TOKEN;

    SendFates(PeerLoop loop) {
        this.loop = loop;
    }

    long register(CompletableFuture<Void> future) {
        lastToken++;
        waiting.put(lastToken, future);
        return lastToken;
    }

    /** The core has not taken the message after all. */
    void refuse(long token, WebRtcException reason) {
        CompletableFuture<Void> future = waiting.remove(token);
        if (future != null) {
            loop.callback(() -> future.completeExceptionally(reason));
        }
    }

    void settle(long token, MessageFate fate) {
        CompletableFuture<Void> future = waiting.remove(token);
        if (future == null) {
            return;
        }
        switch (fate) {
            // Given up by the channel's own reliability: it has left the buffer, and that is all the future promises.
            case SENT, ACKNOWLEDGED, EXPIRED, ABANDONED -> loop.callback(() -> future.complete(null));
            case DISCARDED ->
                loop.callback(() -> future.completeExceptionally(
                        WebRtcException.network("the channel closed before the message was sent")));
        }
    }
}
