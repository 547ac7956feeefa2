package io.github.datachannel4j.interop.peer;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** What one channel has reported. */
final class ChannelInbox {
    private final CompletableFuture<Boolean> open = new CompletableFuture<>();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();

    void opened() {
        open.complete(true);
    }

    void closed() {
        closed.complete(true);
    }

    /** A string or a byte array. */
    void message(Object content) {
        messages.add(content);
    }

    boolean isClosed() {
        return closed.isDone();
    }

    CompletableFuture<Boolean> open() {
        return open;
    }

    CompletableFuture<Boolean> close() {
        return closed;
    }

    Object nextMessage(String owner) {
        return Await.next(messages, "a message for " + owner);
    }
}
