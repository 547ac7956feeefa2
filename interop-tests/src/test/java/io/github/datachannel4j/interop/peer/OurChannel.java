package io.github.datachannel4j.interop.peer;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.Message;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A channel of {@link OurPeer}. */
final class OurChannel implements PeerChannel {
    private static final long HIGH_WATER_BYTES = 1 << 20;
    private static final long LOW_WATER_BYTES = 1 << 18;

    private final DataChannel channel;
    private final Mode mode;
    private final ChannelInbox inbox = new ChannelInbox();
    private final Account account = new Account();
    private final Semaphore low = new Semaphore(0);

    OurChannel(DataChannel channel, Mode mode) {
        this.channel = channel;
        this.mode = mode;
        channel.setBufferedAmountLowThreshold(LOW_WATER_BYTES);
        channel.onBufferedAmountLow(low::release);
        channel.onOpen(inbox::opened);
        channel.onClose(reason -> inbox.closed());
        channel.onMessage(this::received);
    }

    @Override
    public ChannelSpec spec() {
        return new ChannelSpec(
                channel.label(),
                channel.ordered(),
                number(channel.maxRetransmits()),
                number(channel.maxPacketLifeTime()),
                channel.protocol(),
                channel.negotiated() ? number(channel.id()) : null);
    }

    @Override
    public int id() {
        return channel.id().orElseThrow();
    }

    @Override
    public void awaitOpen() {
        Await.outcome(inbox.open(), "open of " + this);
    }

    @Override
    public void awaitClosed(Duration deadline) {
        Await.outcome(inbox.close(), "close of " + this, deadline);
    }

    @Override
    public boolean isClosed() {
        return inbox.isClosed();
    }

    @Override
    public void send(String text) {
        Await.outcome(channel.send(text), "send on " + this);
    }

    @Override
    public void send(byte[] bytes) {
        Await.outcome(channel.send(bytes), "send on " + this);
    }

    @Override
    public CompletableFuture<SendReport> send(Batch batch) {
        CompletableFuture<SendReport> report = new CompletableFuture<>();
        Thread.ofVirtual().name("sender of " + this).start(() -> {
            try {
                report.complete(sendAll(batch));
            } catch (InterruptedException | RuntimeException e) {
                report.completeExceptionally(e);
            }
        });
        return report;
    }

    @Override
    public Object nextMessage() {
        return inbox.nextMessage(toString());
    }

    @Override
    public CompletableFuture<Accounting> expect(long count) {
        return account.expect(count);
    }

    @Override
    public Accounting accounting() {
        return account.report();
    }

    @Override
    public void close() {
        channel.close();
    }

    @Override
    public String toString() {
        return "our channel '" + channel.label() + "'";
    }

    private SendReport sendAll(Batch batch) throws InterruptedException {
        long highest = 0;
        int waits = 0;
        for (int index = batch.first(); index < batch.first() + batch.count(); index++) {
            while (channel.bufferedAmount() > HIGH_WATER_BYTES) {
                waits++;
                low.acquire();
            }
            channel.send(message(batch, index));
            highest = Math.max(highest, channel.bufferedAmount());
        }
        return new SendReport(highest, waits);
    }

    private static Message message(Batch batch, int index) {
        return batch.kind() == Batch.Kind.TEXT
                ? Message.of(Pattern.text(index, batch.sizeBytes()))
                : Message.of(Pattern.binary(index, batch.sizeBytes()));
    }

    private void received(Message message) {
        switch (mode) {
            case ECHO -> channel.send(message);
            case COUNT -> {
                switch (message) {
                    case Message.Text text -> account.add(text.text());
                    case Message.Binary binary -> account.add(binary.data());
                }
            }
            case REPORT -> inbox.message(content(message));
        }
    }

    private static Object content(Message message) {
        return switch (message) {
            case Message.Text text -> text.text();
            case Message.Binary binary -> binary.toArray();
        };
    }

    private static @Nullable Integer number(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
