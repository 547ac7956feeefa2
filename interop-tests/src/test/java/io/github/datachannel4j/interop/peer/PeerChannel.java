package io.github.datachannel4j.interop.peer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A data channel of any stack, as a test uses it. */
public interface PeerChannel {
    /** How it was created, as its peer tells it. */
    ChannelSpec spec();

    /** The stream id that its peer tells. */
    int id();

    /** Waits until it is open. */
    void awaitOpen();

    /** Waits until it is closed. */
    void awaitClosed(Duration deadline);

    /** Whether the peer has reported it as closed so far. */
    boolean isClosed();

    /** Sends a string. */
    void send(String text);

    /** Sends bytes. */
    void send(byte[] bytes);

    /** Sends messages as fast as back-pressure lets it; completes when the last one has been handed over. */
    CompletableFuture<SendReport> send(Batch batch);

    /** The next message: a string or a byte array. For peers in {@link Mode#REPORT}. */
    Object nextMessage();

    /** Completes when so many messages have arrived. For peers in {@link Mode#COUNT}. */
    CompletableFuture<Accounting> expect(long count);

    /** What has arrived until now. For peers in {@link Mode#COUNT}. */
    Accounting accounting();

    /** Closes it. */
    void close();
}
