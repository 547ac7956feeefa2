package io.github.datachannel4j.peerconnection;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A data channel (W3C RTCDataChannel). Every method may be called from every thread, and from listeners.
 *
 * <p>Messages are consumed in one of three ways, and the first one used decides: listeners ({@link #onMessage}, {@link #onText},
 * {@link #onBinary}), {@link #receive()}, or {@link #messages()}. Using another one throws InvalidStateError. Until then messages are held, and
 * once the receive buffer is full the peer has to wait: nothing is lost.
 */
public interface DataChannel extends AutoCloseable {
    /** The name that its creator gave it. */
    String label();

    /** The subprotocol, or an empty string. */
    String protocol();

    /** Whether messages arrive in the order in which they were sent. */
    boolean ordered();

    /** How hard it tries to deliver. */
    Reliability reliability();

    /** The limit in milliseconds, when there is one. */
    OptionalInt maxPacketLifeTime();

    /** The limit in retransmissions, when there is one. */
    OptionalInt maxRetransmits();

    /** Whether both sides created it, instead of one announcing it to the other. */
    boolean negotiated();

    /** The stream id; empty until the DTLS role decides between even and odd. */
    OptionalInt id();

    /** Its weight, as the OPEN message says it. */
    Priority priority();

    /** Where it is in its life. */
    DataChannelState readyState();

    /** Why it is closed; empty until it is. */
    Optional<CloseReason> closeReason();

    /** How many bytes of messages have been given to {@code send} and not yet to the network. */
    long bufferedAmount();

    /** At which bufferedAmount {@link #onBufferedAmountLow} is called; 0 at first. */
    long bufferedAmountLowThreshold();

    /** Sets when {@link #onBufferedAmountLow} is called. */
    void setBufferedAmountLowThreshold(long bytes);

    /**
     * Queues a message, in order. Throws InvalidStateError unless open, TypeError for one greater than the peer takes and OperationError when the send
     * queue is full.
     *
     * @return completes once the message has been given to the network whole; fails with NetworkError when the channel closes before
     */
    CompletableFuture<Void> send(Message message);

    /** Queues a string; see {@link #send(Message)}. */
    default CompletableFuture<Void> send(String text) {
        return send(Message.of(text));
    }

    /** Queues bytes, which are given away: they must not be written to any more. See {@link #send(Message)}. */
    default CompletableFuture<Void> send(byte[] bytes) {
        return send(Message.of(bytes));
    }

    /** Queues the bytes between position and limit, which must not be written to any more. See {@link #send(Message)}. */
    default CompletableFuture<Void> send(ByteBuffer bytes) {
        return send(Message.of(bytes));
    }

    /**
     * Queues a message as {@link #send(Message)} does, and tells what became of it: for acknowledgements without a protocol of one's own, and
     * for measuring. At least a round trip later, and on an ordered or reliable channel after all messages before it; whoever waits for each
     * message before sending the next one sends one message a round trip.
     *
     * @return completes with the message's fate, on the event loop or the listeners' executor; fails with NetworkError when the channel
     *     closes before that is known
     */
    CompletableFuture<MessageFate> sendAndConfirm(Message message);

    /** Queues a string and tells its fate; see {@link #sendAndConfirm(Message)}. */
    default CompletableFuture<MessageFate> sendAndConfirm(String text) {
        return sendAndConfirm(Message.of(text));
    }

    /** Queues bytes, which are given away, and tells their fate; see {@link #sendAndConfirm(Message)}. */
    default CompletableFuture<MessageFate> sendAndConfirm(byte[] bytes) {
        return sendAndConfirm(Message.of(bytes));
    }

    /** Queues the bytes between position and limit, which are given away, and tells their fate; see {@link #sendAndConfirm(Message)}. */
    default CompletableFuture<MessageFate> sendAndConfirm(ByteBuffer bytes) {
        return sendAndConfirm(Message.of(bytes));
    }

    /**
     * Queues a message unless that would lift bufferedAmount above the high-water mark ({@link ChannelLimits#highWaterMarkBytes()}); an empty queue takes
     * every message. For state that the next update replaces anyway.
     *
     * @return whether it was queued; {@code false} also when the channel is not open
     */
    boolean trySend(Message message);

    /** Queues a string if there is room; see {@link #trySend(Message)}. */
    default boolean trySend(String text) {
        return trySend(Message.of(text));
    }

    /** Queues bytes if there is room; see {@link #trySend(Message)}. */
    default boolean trySend(byte[] bytes) {
        return trySend(Message.of(bytes));
    }

    /**
     * Waits for the next message; meant for virtual threads, and refused on the event loop, which it would block.
     *
     * @return the message; {@code null} once the channel is closed and all messages have been taken
     */
    @Nullable
    Message receive() throws InterruptedException;

    /**
     * Waits for the next message for so long.
     *
     * @return the message; {@code null} once the channel is closed and all messages have been taken
     * @throws TimeoutException when none came in time
     */
    @Nullable
    Message receive(Duration timeout) throws InterruptedException, TimeoutException;

    /** The messages for one subscriber, whose demand is what the peer may send beyond the receive buffer. */
    Flow.Publisher<Message> messages();

    /** Called for each message. */
    Registration onMessage(Consumer<Message> listener);

    /** Called for each string. */
    Registration onText(Consumer<String> listener);

    /** Called for each binary message, with a read-only view. */
    Registration onBinary(Consumer<ByteBuffer> listener);

    /** Called once when the channel opens; at once when it already is open. */
    Registration onOpen(Runnable listener);

    /** Called each time bufferedAmount falls to the threshold. */
    Registration onBufferedAmountLow(Runnable listener);

    /** Called when the peer starts closing. */
    Registration onClosing(Runnable listener);

    /** Called once when the channel is closed; at once when it already is. */
    Registration onClose(Consumer<CloseReason> listener);

    /** Called when the channel breaks, before {@link #onClose}. */
    Registration onError(Consumer<RtcError> listener);

    /** Called for every event of this channel; messages are no events. */
    Registration onEvent(Consumer<DataChannelEvent> listener);

    /** Completes when the channel is open; fails with NetworkError when it closes before. */
    CompletableFuture<DataChannel> opened();

    /** Completes when the channel is closed. */
    CompletableFuture<CloseReason> closed();

    /** Closes after what is queued has left. The peer is told. Doing it twice does no harm. */
    @Override
    void close();
}
