package io.github.datachannel4j.bots;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.PeerConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A headless client that has joined, with its channels open. Made by {@link Bots#join}; usable from every thread. */
public final class Bot implements AutoCloseable {
    /** How long a peer may take to acknowledge what is left, before the bot leaves anyway. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final PeerConnection connection;
    private final Map<String, DataChannel> channels;
    private final DataChannel first;
    private final Runnable endSession;
    private final AtomicBoolean closed = new AtomicBoolean();

    Bot(PeerConnection connection, Map<String, DataChannel> channels, Runnable endSession) {
        this.connection = connection;
        this.channels = Map.copyOf(channels);
        this.first = channels.values().iterator().next();
        this.endSession = endSession;
    }

    /** Sends a string on the first channel; see {@link DataChannel#send(String)}. */
    public CompletableFuture<Void> send(String text) {
        return first.send(text);
    }

    /** Sends bytes on the first channel; see {@link DataChannel#send(byte[])}. */
    public CompletableFuture<Void> send(byte[] bytes) {
        return first.send(bytes);
    }

    /**
     * Waits for the next message on the first channel.
     *
     * @return the message; {@code null} once the channel is closed and all messages have been taken
     */
    public @Nullable Message receive() throws InterruptedException {
        return first.receive();
    }

    /**
     * Waits for the next message on the first channel for so long.
     *
     * @return the message; {@code null} once the channel is closed and all messages have been taken
     * @throws TimeoutException when none came in time
     */
    public @Nullable Message receive(Duration timeout) throws InterruptedException, TimeoutException {
        return first.receive(timeout);
    }

    /**
     * Waits for the next message on the first channel, which must be a string.
     *
     * @return the string; {@code null} once the channel is closed and all messages have been taken
     * @throws IllegalStateException when it is binary: take those with {@link #receive()}
     */
    public @Nullable String receiveText() throws InterruptedException {
        return switch (first.receive()) {
            case null -> null;
            case Message.Text text -> text.text();
            case Message.Binary binary ->
                throw new IllegalStateException(
                        "a binary message of " + binary.sizeBytes() + " bytes came, not a string; use receive()");
        };
    }

    /** A channel by its label. IllegalArgumentException when the bot did not open one of this name. */
    public DataChannel channel(String label) {
        DataChannel channel = channels.get(label);
        if (channel == null) {
            throw new IllegalArgumentException("no channel \"" + label + "\" was opened, only " + channels.keySet());
        }
        return channel;
    }

    /** All channels that the bot opened. */
    public Collection<DataChannel> channels() {
        return List.copyOf(channels.values());
    }

    /** The connection beneath, in the W3C's words. */
    public PeerConnection peerConnection() {
        return connection;
    }

    /** Lets what is queued arrive, then leaves. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            connection
                    .closeGracefully()
                    .completeOnTimeout(null, CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(lost -> null)
                    .join();
            connection.close();
            endSession.run();
        }
    }
}
