package io.github.datachannel4j.cli.rpc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.DataChannelEvent;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionEvent;
import java.util.Base64;
import java.util.function.Consumer;

/** Turns every event of the watched connections and channels into the params of an "event" notification. */
final class EventNotifier {
    private final ObjectMapper mapper;
    private final Handles handles;
    private final Snapshots snapshots;
    private final Consumer<ObjectNode> notify;

    EventNotifier(ObjectMapper mapper, Handles handles, Snapshots snapshots, Consumer<ObjectNode> notify) {
        this.mapper = mapper;
        this.handles = handles;
        this.snapshots = snapshots;
        this.notify = notify;
    }

    void watch(PeerConnection pc) {
        pc.onEvent(event -> notify.accept(
                switch (event) {
                    case PeerConnectionEvent.OfConnection ofConnection -> ofConnection(pc, ofConnection);
                    case DataChannelEvent ofChannel -> ofChannel(ofChannel);
                }));
        pc.onDataChannel(this::watchMessages);
    }

    void watchMessages(DataChannel channel) {
        channel.onMessage(message -> {
            ObjectNode json =
                    mapper.createObjectNode().put("dc", handles.add(channel)).put("type", "message");
            notify.accept(
                    switch (message) {
                        case Message.Text text -> json.put("text", text.text());
                        case Message.Binary binary ->
                            json.put("base64", Base64.getEncoder().encodeToString(binary.toArray()));
                    });
        });
    }

    private ObjectNode ofConnection(PeerConnection pc, PeerConnectionEvent.OfConnection event) {
        ObjectNode json = mapper.createObjectNode().put("pc", handles.add(pc)).put("type", event.type());
        switch (event) {
            case PeerConnectionEvent.NegotiationNeeded needed -> {}
            case PeerConnectionEvent.IceCandidate found ->
                json.set(
                        "candidate",
                        found.candidate() == null ? mapper.nullNode() : snapshots.candidate(found.candidate()));
            case PeerConnectionEvent.IceCandidateError error ->
                json.put("address", error.address())
                        .put("port", error.port())
                        .put("url", error.url())
                        .put("errorCode", error.errorCode())
                        .put("errorText", error.errorText());
            case PeerConnectionEvent.SignalingStateChange change ->
                json.put("signalingState", change.state().toString());
            case PeerConnectionEvent.IceGatheringStateChange change ->
                json.put("iceGatheringState", change.state().toString());
            case PeerConnectionEvent.IceConnectionStateChange change ->
                json.put("iceConnectionState", change.state().toString());
            case PeerConnectionEvent.ConnectionStateChange change ->
                json.put("connectionState", change.state().toString());
            case PeerConnectionEvent.ChannelAnnounced announced -> {
                json.put("dc", handles.add(announced.channel()));
                json.setAll(snapshots.channel(announced.channel()));
            }
        }
        return json;
    }

    private ObjectNode ofChannel(DataChannelEvent event) {
        ObjectNode json = mapper.createObjectNode()
                .put("dc", handles.add(event.channel()))
                .put("type", event.type());
        if (event instanceof DataChannelEvent.Errored errored) {
            json.set("error", snapshots.error(errored.error()));
        }
        return json;
    }
}
