package io.github.datachannel4j.cli.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.DataChannelOptions;
import io.github.datachannel4j.peerconnection.IceCandidateInit;
import io.github.datachannel4j.peerconnection.OfferOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.Reliability;
import io.github.datachannel4j.peerconnection.SdpType;
import io.github.datachannel4j.peerconnection.SessionDescription;
import io.github.datachannel4j.peerconnection.WebRtcErrorName;
import io.github.datachannel4j.peerconnection.WebRtcException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods, by name: each takes its params and gives a result, at once or later. */
final class RpcMethods implements AutoCloseable {
    private final ObjectMapper mapper;
    private final Handles handles = new Handles();
    private final Snapshots snapshots;
    private final EventNotifier events;
    private final PeerConnectionConfig baseConfig;
    private final Map<String, Function<Params, CompletableFuture<? extends JsonNode>>> methods;

    RpcMethods(ObjectMapper mapper, PeerConnectionConfig baseConfig, Consumer<ObjectNode> notify) {
        this.mapper = mapper;
        this.snapshots = new Snapshots(mapper);
        this.events = new EventNotifier(mapper, handles, snapshots, notify);
        this.baseConfig = baseConfig;
        this.methods = Map.ofEntries(
                Map.entry("createPeerConnection", this::createPeerConnection),
                Map.entry("createDataChannel", this::createDataChannel),
                Map.entry("createOffer", this::createOffer),
                Map.entry("createAnswer", this::createAnswer),
                Map.entry("setLocalDescription", this::setLocalDescription),
                Map.entry("setRemoteDescription", this::setRemoteDescription),
                Map.entry("addIceCandidate", this::addIceCandidate),
                Map.entry("restartIce", this::restartIce),
                Map.entry("getStats", this::getStats),
                Map.entry("setConfiguration", this::setConfiguration),
                Map.entry("close", this::closePeerConnection),
                Map.entry("send", this::send),
                Map.entry("closeChannel", this::closeChannel),
                Map.entry("setBufferedAmountLowThreshold", this::setBufferedAmountLowThreshold),
                Map.entry("get", this::get));
    }

    CompletableFuture<JsonNode> call(String method, Params params) {
        var handler = methods.get(method);
        if (handler == null) {
            throw new RpcException(
                    RpcException.METHOD_NOT_FOUND,
                    "no method " + method + "; there are "
                            + methods.keySet().stream().sorted().toList());
        }
        return handler.apply(params).thenApply(result -> result);
    }

    @Override
    public void close() {
        handles.connections().forEach(PeerConnection::close);
    }

    private CompletableFuture<ObjectNode> createPeerConnection(Params params) {
        PeerConnection pc =
                PeerConnection.create(ConfigurationJson.apply(baseConfig, params.optionalObject("configuration")));
        String id = handles.add(pc);
        events.watch(pc);
        return done(mapper.createObjectNode().put("pc", id));
    }

    private CompletableFuture<ObjectNode> createDataChannel(Params params) {
        DataChannel channel = connection(params).createDataChannel(params.string("label"), channelOptions(params));
        String id = handles.add(channel);
        events.watchMessages(channel);
        return done(mapper.createObjectNode().put("dc", id));
    }

    private static DataChannelOptions channelOptions(Params params) {
        DataChannelOptions options = DataChannelOptions.defaults()
                .withReliability(
                        Reliability.of(params.optionalInt("maxRetransmits"), params.optionalInt("maxPacketLifeTime")));
        if (!params.bool("ordered", true)) {
            options = options.unordered();
        }
        String protocol = params.optionalString("protocol");
        if (protocol != null) {
            options = options.protocol(protocol);
        }
        if (params.bool("negotiated", false)) {
            Integer id = params.optionalInt("id");
            if (id == null) {
                throw new WebRtcException(WebRtcErrorName.TYPE_ERROR, "a negotiated channel needs an id");
            }
            options = options.negotiated(id);
        }
        return options;
    }

    private CompletableFuture<ObjectNode> createOffer(Params params) {
        return connection(params)
                .createOffer(new OfferOptions(params.bool("iceRestart", false)))
                .thenApply(snapshots::description);
    }

    private CompletableFuture<ObjectNode> createAnswer(Params params) {
        return connection(params).createAnswer().thenApply(snapshots::description);
    }

    private CompletableFuture<ObjectNode> setLocalDescription(Params params) {
        Params description = params.optionalObject("description");
        PeerConnection pc = connection(params);
        if (description == null) {
            return empty(pc.setLocalDescription());
        }
        return empty(pc.setLocalDescription(description(description)));
    }

    private CompletableFuture<ObjectNode> setRemoteDescription(Params params) {
        Params description = params.optionalObject("description");
        if (description == null) {
            throw RpcException.invalidParams("missing description, an object {type, sdp}");
        }
        return empty(connection(params).setRemoteDescription(description(description)));
    }

    private static SessionDescription description(Params json) {
        String name = json.string("type");
        SdpType type = Arrays.stream(SdpType.values())
                .filter(value -> value.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new WebRtcException(
                        WebRtcErrorName.TYPE_ERROR,
                        "type must be one of " + Arrays.toString(SdpType.values()) + ", not " + name));
        String sdp = json.optionalString("sdp");
        return new SessionDescription(type, sdp == null ? "" : sdp);
    }

    private CompletableFuture<ObjectNode> addIceCandidate(Params params) {
        Params candidate = params.optionalObject("candidate");
        return empty(connection(params).addIceCandidate(candidate(candidate)));
    }

    /** @param json {@code null} stands for the end of all candidates, as in the W3C's API */
    private static IceCandidateInit candidate(@Nullable Params json) {
        if (json == null) {
            return IceCandidateInit.endOfCandidates();
        }
        String candidate = json.optionalString("candidate");
        return new IceCandidateInit(
                candidate == null ? "" : candidate,
                json.optionalString("sdpMid"),
                json.optionalInt("sdpMLineIndex"),
                json.optionalString("usernameFragment"));
    }

    private CompletableFuture<ObjectNode> restartIce(Params params) {
        connection(params).restartIce();
        return done(mapper.createObjectNode());
    }

    private CompletableFuture<ObjectNode> getStats(Params params) {
        return connection(params).getStats().thenApply(report -> mapper.valueToTree(report.toMap()));
    }

    private CompletableFuture<ObjectNode> setConfiguration(Params params) {
        PeerConnection pc = connection(params);
        pc.setConfiguration(ConfigurationJson.apply(pc.configuration(), params.optionalObject("configuration")));
        return done(mapper.createObjectNode());
    }

    private CompletableFuture<ObjectNode> closePeerConnection(Params params) {
        connection(params).close();
        return done(mapper.createObjectNode());
    }

    /** Answered when the message is queued, as send() returns in the W3C's API; bufferedAmount tells when it has left. */
    private CompletableFuture<ObjectNode> send(Params params) {
        DataChannel dc = channel(params);
        String text = params.optionalString("text");
        var unused = text != null ? dc.send(text) : dc.send(binary(params));
        return done(mapper.createObjectNode());
    }

    private static byte[] binary(Params params) {
        String base64 = params.optionalString("base64");
        if (base64 == null) {
            throw RpcException.invalidParams("missing text or base64, a string");
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw RpcException.invalidParams("base64 does not decode: " + e.getMessage());
        }
    }

    private CompletableFuture<ObjectNode> closeChannel(Params params) {
        channel(params).close();
        return done(mapper.createObjectNode());
    }

    private CompletableFuture<ObjectNode> setBufferedAmountLowThreshold(Params params) {
        channel(params).setBufferedAmountLowThreshold(params.integer("value"));
        return done(mapper.createObjectNode());
    }

    private CompletableFuture<ObjectNode> get(Params params) {
        return done(params.has("dc") ? snapshots.channel(channel(params)) : snapshots.connection(connection(params)));
    }

    private PeerConnection connection(Params params) {
        return handles.connection(params.string("pc"));
    }

    private DataChannel channel(Params params) {
        return handles.channel(params.string("dc"));
    }

    private CompletableFuture<ObjectNode> empty(CompletableFuture<Void> operation) {
        return operation.thenApply(nothing -> mapper.createObjectNode());
    }

    private static CompletableFuture<ObjectNode> done(ObjectNode result) {
        return CompletableFuture.completedFuture(result);
    }
}
