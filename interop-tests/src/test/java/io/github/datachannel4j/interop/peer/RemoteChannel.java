package io.github.datachannel4j.interop.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A channel of a {@link RemotePeer}. */
final class RemoteChannel implements PeerChannel {
    private final RemotePeer peer;
    private final int number;
    private final ChannelInbox inbox = new ChannelInbox();

    RemoteChannel(RemotePeer peer, int number) {
        this.peer = peer;
        this.number = number;
    }

    ChannelInbox inbox() {
        return inbox;
    }

    @Override
    public ChannelSpec spec() {
        JsonNode told = peer.await("describe", arguments());
        return new ChannelSpec(
                told.path("label").asText(),
                told.path("ordered").asBoolean(true),
                number(told.path("maxRetransmits")),
                number(told.path("maxPacketLifeTime")),
                told.path("protocol").asText(),
                told.path("negotiated").asBoolean() ? number(told.path("id")) : null);
    }

    @Override
    public int id() {
        return peer.await("describe", arguments()).path("id").asInt();
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
        peer.await("sendText", arguments().put("text", text));
    }

    @Override
    public void send(byte[] bytes) {
        peer.await("sendBinary", arguments().put("base64", Base64.getEncoder().encodeToString(bytes)));
    }

    @Override
    public CompletableFuture<SendReport> send(Batch batch) {
        ObjectNode arguments = arguments()
                .put("first", batch.first())
                .put("count", batch.count())
                .put("size", batch.sizeBytes())
                .put("kind", batch.kind().name().toLowerCase(Locale.ROOT));
        return peer.ask("sendPattern", arguments)
                .thenApply(report -> new SendReport(
                        report.path("highest").asLong(), report.path("waits").asInt()));
    }

    @Override
    public Object nextMessage() {
        return inbox.nextMessage(toString());
    }

    @Override
    public CompletableFuture<Accounting> expect(long count) {
        return peer.ask("expect", arguments().put("count", count)).thenApply(RemoteChannel::accounting);
    }

    @Override
    public Accounting accounting() {
        return accounting(peer.await("accounting", arguments()));
    }

    @Override
    public void close() {
        peer.await("closeChannel", arguments());
    }

    @Override
    public String toString() {
        return "channel " + number + " of " + peer.name();
    }

    private ObjectNode arguments() {
        return PeerProcess.arguments().put("channel", number);
    }

    private static Accounting accounting(JsonNode report) {
        return PeerProcess.json().convertValue(report, Accounting.class);
    }

    private static @Nullable Integer number(JsonNode value) {
        return value.isNumber() ? value.asInt() : null;
    }
}
