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

/** The public face of one channel: what it is, its listeners, and the way to its {@link ChannelPort}. Holds no logic of its own. */
final class RtcDataChannel implements DataChannel {
    private final String label;
    private final DataChannelOptions options;
    private final ChannelPort port;
    private final ChannelListeners listeners;

    RtcDataChannel(String label, DataChannelOptions options, ChannelHome home) {
        this.label = label;
        this.options = options;
        this.listeners = new ChannelListeners();
        this.port = new ChannelPort(this, options, home, listeners);
    }

    /** What happens to it, for the loop. */
    ChannelPort port() {
        return port;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String protocol() {
        return options.protocol();
    }

    @Override
    public boolean ordered() {
        return options.ordered();
    }

    @Override
    public Reliability reliability() {
        return options.reliability();
    }

    @Override
    public OptionalInt maxPacketLifeTime() {
        return options.reliability() instanceof Reliability.MaxPacketLifeTime limit
                ? OptionalInt.of(limit.milliseconds())
                : OptionalInt.empty();
    }

    @Override
    public OptionalInt maxRetransmits() {
        return options.reliability() instanceof Reliability.MaxRetransmits limit
                ? OptionalInt.of(limit.count())
                : OptionalInt.empty();
    }

    @Override
    public boolean negotiated() {
        return options.negotiatedId().isPresent();
    }

    @Override
    public OptionalInt id() {
        return port.id();
    }

    @Override
    public Priority priority() {
        return options.priority();
    }

    @Override
    public DataChannelState readyState() {
        return port.state();
    }

    @Override
    public Optional<CloseReason> closeReason() {
        return port.closeReason();
    }

    @Override
    public long bufferedAmount() {
        return port.outbox().bufferedAmount();
    }

    @Override
    public long bufferedAmountLowThreshold() {
        return port.outbox().lowThreshold();
    }

    @Override
    public void setBufferedAmountLowThreshold(long bytes) {
        port.outbox().setLowThreshold(bytes);
    }

    @Override
    public CompletableFuture<Void> send(Message message) {
        return port.send(message);
    }

    @Override
    public CompletableFuture<MessageFate> sendAndConfirm(Message message) {
        return port.sendAndConfirm(message);
    }

    @Override
    public boolean trySend(Message message) {
        return port.trySend(message);
    }

    @Override
    public @Nullable Message receive() throws InterruptedException {
        return port.inbox().receive();
    }

    @Override
    public @Nullable Message receive(Duration timeout) throws InterruptedException, TimeoutException {
        return port.inbox().receive(timeout);
    }

    @Override
    public Flow.Publisher<Message> messages() {
        return port.inbox().publisher();
    }

    @Override
    public Registration onMessage(Consumer<Message> listener) {
        return port.inbox().addListener(listener);
    }

    @Override
    public Registration onText(Consumer<String> listener) {
        return port.inbox().addListener(message -> {
            if (message instanceof Message.Text text) {
                listener.accept(text.text());
            }
        });
    }

    @Override
    public Registration onBinary(Consumer<ByteBuffer> listener) {
        return port.inbox().addListener(message -> {
            if (message instanceof Message.Binary binary) {
                listener.accept(binary.data());
            }
        });
    }

    @Override
    public Registration onOpen(Runnable listener) {
        Runnable once = ChannelListeners.once(listener);
        Registration registration = listeners.open.add(event -> once.run());
        if (readyState() == DataChannelState.OPEN) {
            port.callListener(once);
        }
        return registration;
    }

    @Override
    public Registration onBufferedAmountLow(Runnable listener) {
        return listeners.bufferedAmountLow.add(event -> listener.run());
    }

    @Override
    public Registration onClosing(Runnable listener) {
        return listeners.closing.add(event -> listener.run());
    }

    @Override
    public Registration onClose(Consumer<CloseReason> listener) {
        Runnable once = ChannelListeners.once(() -> closeReason().ifPresent(listener));
        Registration registration = listeners.closed.add(event -> once.run());
        if (readyState() == DataChannelState.CLOSED) {
            port.callListener(once);
        }
        return registration;
    }

    @Override
    public Registration onError(Consumer<RtcError> listener) {
        return listeners.errored.add(event -> listener.accept(event.error()));
    }

    @Override
    public Registration onEvent(Consumer<DataChannelEvent> listener) {
        return listeners.all.add(listener);
    }

    @Override
    public CompletableFuture<DataChannel> opened() {
        return port.opened().copy();
    }

    @Override
    public CompletableFuture<CloseReason> closed() {
        return port.closed().copy();
    }

    @Override
    public void close() {
        port.close();
    }

    @Override
    public String toString() {
        OptionalInt id = id();
        return "DataChannel[" + label + (id.isPresent() ? ", id " + id.getAsInt() : "") + ", " + readyState() + "]";
    }
}
