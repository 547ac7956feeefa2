package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.datachannel.Channel;
import io.github.datachannel4j.datachannel.DataChannelException;
import io.github.datachannel4j.datachannel.DataMessage;
import io.github.datachannel4j.datachannel.MessageKind;
import io.github.datachannel4j.sctp.FateReport;
import io.github.datachannel4j.sctp.OutgoingMessage;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Between the threads that use a channel and the core that carries it: commands go in on any thread and reach the core on the loop; what
 * the core says becomes published state and events. States only move forward, whoever moves them.
 *
 * <pre>
 *   connecting -> open -> closing -> closed      close() here sets closing at once; all else is set on the loop
 * </pre>
 */
final class ChannelPort {
    private final RtcDataChannel channel;
    private final ChannelHome home;
    private final PeerLoop loop;
    private final ChannelListeners listeners;
    private final ChannelOutbox outbox;
    private final MessageInbox inbox;
    private final AtomicReference<DataChannelState> state = new AtomicReference<>(DataChannelState.CONNECTING);
    private final CompletableFuture<DataChannel> opened = new CompletableFuture<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private final int number;
    private volatile OptionalInt id;
    private volatile @Nullable CloseReason closeReason; // null until closed
    private @Nullable Channel core; // null until the loop has created or announced it

    ChannelPort(RtcDataChannel channel, DataChannelOptions options, ChannelHome home, ChannelListeners listeners) {
        this.channel = channel;
        this.home = home;
        this.loop = home.loop();
        this.listeners = listeners;
        this.outbox = new ChannelOutbox(home.limits());
        this.inbox = new MessageInbox(home.loop(), home.events(), this::consumed);
        this.number = home.numbers().incrementAndGet();
        this.id = options.negotiatedId();
    }

    /** In the order of creation, from 1. */
    int number() {
        return number;
    }

    ChannelOutbox outbox() {
        return outbox;
    }

    MessageInbox inbox() {
        return inbox;
    }

    OptionalInt id() {
        return id;
    }

    DataChannelState state() {
        return state.get();
    }

    Optional<CloseReason> closeReason() {
        return Optional.ofNullable(closeReason);
    }

    CompletableFuture<DataChannel> opened() {
        return opened;
    }

    CompletableFuture<CloseReason> closed() {
        return closed;
    }

    /** The channel in the core; {@code null} until there is one. On the loop. */
    @Nullable
    Channel core() {
        return core;
    }

    // ---- from any thread

    CompletableFuture<Void> send(Message message) {
        DataMessage data = checked(message);
        outbox.reserve(data.payload().length());
        CompletableFuture<Void> future = new CompletableFuture<>();
        loop.execute(() -> sendNow(data, home.fates().registerDeparture(future), FateReport.WHEN_SENT));
        return future;
    }

    CompletableFuture<MessageFate> sendAndConfirm(Message message) {
        DataMessage data = checked(message);
        outbox.reserve(data.payload().length());
        CompletableFuture<MessageFate> future = new CompletableFuture<>();
        loop.execute(() -> sendNow(data, home.fates().registerConfirmation(future), FateReport.WHEN_ACKNOWLEDGED));
        return future;
    }

    boolean trySend(Message message) {
        if (state() != DataChannelState.OPEN) {
            return false;
        }
        DataMessage data = checked(message);
        if (!outbox.tryReserve(data.payload().length())) {
            return false;
        }
        loop.execute(() -> sendNow(data, OutgoingMessage.NO_TOKEN, FateReport.WHEN_SENT));
        return true;
    }

    void close() {
        if (advance(DataChannelState.CLOSING)) {
            loop.execute(() -> {
                if (core != null) {
                    core.close(loop.nowNanos());
                }
            });
        }
    }

    void callListener(Runnable listener) {
        loop.execute(() -> home.events().callListener(listener));
    }

    private DataMessage checked(Message message) {
        if (state() != DataChannelState.OPEN) {
            throw WebRtcException.invalidState("the channel is " + state());
        }
        DataMessage data = switch (message) {
            case Message.Text text -> DataMessage.string(text.text());
            case Message.Binary binary -> DataMessage.binary(binary.bytes());
        };
        long max = home.maxMessageSize().getAsLong();
        if (data.payload().length() > max) {
            throw WebRtcException.type("the message has " + data.payload().length() + " bytes, the peer takes " + max);
        }
        return data;
    }

    // ---- on the loop

    private void sendNow(DataMessage data, long token, FateReport report) {
        long bytes = data.payload().length();
        try {
            if (core == null) {
                throw WebRtcException.invalidState("the channel is " + state());
            }
            core.send(loop.nowNanos(), data, token, report);
            outbox.taken(bytes);
        } catch (DataChannelException | WebRtcException closedMeanwhile) {
            outbox.refused(bytes);
            home.fates().refuse(token, WebRtcException.network("the channel closed before the message was sent"));
        }
    }

    /** The core knows the channel now. */
    void attach(Channel made) {
        core = made;
        publishId();
        if (state() == DataChannelState.CLOSING) {
            made.close(loop.nowNanos());
        }
    }

    void publishId() {
        if (core != null && core.id() != null) {
            id = OptionalInt.of(core.id().value());
        }
    }

    /** The peer has opened it: it is open before its owner hears of it. */
    void announced() {
        advance(DataChannelState.OPEN);
    }

    void isOpen() {
        publishId();
        if (advance(DataChannelState.OPEN) || (state() == DataChannelState.OPEN && !opened.isDone())) {
            loop.callback(() -> opened.complete(channel));
            emit(new DataChannelEvent.Open(channel));
        }
    }

    void received(DataMessage data) {
        Message message = data.kind() == MessageKind.STRING
                ? Message.of(data.payload().toUtf8())
                : new Message.Binary(data.payload());
        if (!inbox.deliver(message)) {
            consumed(data.payload().length());
            fail("more than " + MessageInbox.HELD_MESSAGES_MAX + " messages wait to be consumed");
        }
    }

    void buffered(long bytes) {
        if (outbox.coreHas(bytes)) {
            emit(new DataChannelEvent.BufferedAmountLow(channel));
        }
    }

    void isClosing() {
        if (advance(DataChannelState.CLOSING)) {
            emit(new DataChannelEvent.Closing(channel));
        }
    }

    void isClosed(CloseReason reason) {
        if (closeReason != null) {
            return;
        }
        closeReason = reason;
        advance(DataChannelState.CLOSED);
        if (reason instanceof CloseReason.Failed failed) {
            emit(new DataChannelEvent.Errored(channel, failed.error()));
        }
        inbox.end();
        emit(new DataChannelEvent.Closed(channel, reason));
        loop.callback(() -> {
            opened.completeExceptionally(WebRtcException.network("the channel is closed: " + reason));
            closed.complete(reason);
        });
    }

    private void fail(String detail) {
        if (core != null && closeReason == null) {
            advance(DataChannelState.CLOSING);
            emit(new DataChannelEvent.Errored(channel, RtcError.of(RtcErrorDetail.DATA_CHANNEL_FAILURE, detail)));
            core.close(loop.nowNanos());
        }
    }

    private void consumed(long bytes) {
        if (core != null) {
            core.consumed(loop.nowNanos(), bytes);
        }
    }

    private void emit(DataChannelEvent event) {
        home.events().emit(event, listeners::dispatch);
    }

    /** @return whether the state is new */
    private boolean advance(DataChannelState next) {
        DataChannelState before = state.getAndUpdate(now -> now.compareTo(next) < 0 ? next : now);
        return before.compareTo(next) < 0;
    }
}
