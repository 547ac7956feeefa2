package io.github.datachannel4j.interop.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A peer of another stack, in its process. */
public final class RemotePeer implements Peer {
    private final String name;
    private final boolean trickles;
    private final PeerProcess process;
    private final Inbox inbox;
    private final Map<Integer, RemoteChannel> channels = new ConcurrentHashMap<>();

    private RemotePeer(String name, boolean trickles, PeerProcess process) {
        this.name = name;
        this.trickles = trickles;
        this.process = process;
        this.inbox = new Inbox(name);
    }

    static RemotePeer open(String name, boolean trickles, PeerProcess process, PeerOptions options) {
        RemotePeer peer = new RemotePeer(name, trickles, process);
        process.listen(name, peer::happened);
        ObjectNode arguments = PeerProcess.arguments();
        arguments
                .put("mode", options.mode().name().toLowerCase(Locale.ROOT))
                .put("media", options.media())
                .set("configuration", configuration(options));
        peer.await("open", arguments);
        return peer;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean trickles() {
        return trickles;
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public PeerChannel createChannel(ChannelSpec spec) {
        ObjectNode arguments = PeerProcess.arguments().put("label", spec.label());
        arguments.set("options", options(spec));
        return channel(await("createChannel", arguments).asInt());
    }

    @Override
    public String offer() {
        return await("offer", PeerProcess.arguments()).asText();
    }

    @Override
    public String restartIce() {
        return await("offer", PeerProcess.arguments().put("iceRestart", true)).asText();
    }

    @Override
    public String answer(String offer) {
        return await("answer", PeerProcess.arguments().put("sdp", offer)).asText();
    }

    @Override
    public void accept(String answer) {
        await("accept", PeerProcess.arguments().put("sdp", answer));
    }

    @Override
    public String gathered() {
        return await("gathered", PeerProcess.arguments()).asText();
    }

    @Override
    public void addCandidate(Candidate candidate) {
        ObjectNode arguments = PeerProcess.arguments();
        if (!candidate.equals(Candidate.END)) {
            arguments.set("candidate", PeerProcess.json().valueToTree(candidate));
        }
        await("addCandidate", arguments);
    }

    @Override
    public long maxMessageSize() {
        return await("maxMessageSize", PeerProcess.arguments()).asLong();
    }

    /** Loads the browser page anew, which ends its peer connection. */
    public void reload() {
        await("reload", PeerProcess.arguments());
    }

    /** The connection state that it tells now. */
    public String state() {
        return await("state", PeerProcess.arguments()).asText();
    }

    /** The objects of its getStats. */
    public JsonNode stats() {
        return await("stats", PeerProcess.arguments());
    }

    @Override
    public void closePeer() {
        await("closePeer", PeerProcess.arguments());
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            await("dispose", PeerProcess.arguments());
        }
        process.forget(name);
    }

    CompletableFuture<JsonNode> ask(String operation, ObjectNode arguments) {
        return process.ask(name, operation, arguments);
    }

    JsonNode await(String operation, ObjectNode arguments) {
        return Await.outcome(ask(operation, arguments), operation + " of " + name);
    }

    private RemoteChannel channel(int number) {
        return channels.computeIfAbsent(number, n -> new RemoteChannel(this, n));
    }

    private void happened(JsonNode event) {
        RemoteChannel channel =
                event.has("channel") ? channel(event.path("channel").asInt()) : null;
        switch (event.path("event").asText()) {
            case "candidate" -> candidate(event.path("candidate"));
            case "state" -> inbox.state(event.path("state").asText());
            case "channel" -> inbox.channel(channel);
            default -> channelEvent(channel, event);
        }
    }

    private void candidate(JsonNode candidate) {
        if (candidate.isNull()) {
            inbox.candidate(Candidate.END);
        } else if (!candidate.path("candidate").asText().isEmpty()) { // Firefox's empty one is followed by null
            JsonNode index = candidate.path("sdpMLineIndex");
            inbox.candidate(new Candidate(
                    candidate.path("candidate").asText(),
                    candidate.path("sdpMid").textValue(),
                    index.isNumber() ? index.asInt() : null));
        }
    }

    private static void channelEvent(@Nullable RemoteChannel channel, JsonNode event) {
        if (channel == null) {
            return;
        }
        switch (event.path("event").asText()) {
            case "open" -> channel.inbox().opened();
            case "closed" -> channel.inbox().closed();
            case "message" -> channel.inbox().message(content(event));
            default -> {} // closing and errors say nothing that closed does not
        }
    }

    private static Object content(JsonNode event) {
        return event.has("text")
                ? event.path("text").asText()
                : Base64.getDecoder().decode(event.path("base64").asText());
    }

    private static ObjectNode configuration(PeerOptions options) {
        ObjectNode configuration = PeerProcess.arguments();
        if (options.iceServer() != null) {
            configuration.putArray("iceServers").add(PeerProcess.json().<JsonNode>valueToTree(options.iceServer()));
        }
        if (options.relayOnly()) {
            configuration.put("iceTransportPolicy", "relay");
        }
        return configuration;
    }

    private static ObjectNode options(ChannelSpec spec) {
        ObjectNode options = PeerProcess.arguments();
        options.put("ordered", spec.ordered()).put("protocol", spec.protocol());
        if (spec.maxRetransmits() != null) {
            options.put("maxRetransmits", spec.maxRetransmits());
        }
        if (spec.maxPacketLifeTime() != null) {
            options.put("maxPacketLifeTime", spec.maxPacketLifeTime());
        }
        if (spec.negotiatedId() != null) {
            options.put("negotiated", true).put("id", spec.negotiatedId());
        }
        return options;
    }
}
