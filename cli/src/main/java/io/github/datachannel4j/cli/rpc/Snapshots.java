package io.github.datachannel4j.cli.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.IceCandidateInit;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.RtcError;
import io.github.datachannel4j.peerconnection.SctpTransport;
import io.github.datachannel4j.peerconnection.SessionDescription;
import java.util.Optional;
import java.util.OptionalInt;

/** The attributes of connections and channels, as JSON with the W3C's names. */
final class Snapshots {
    private final ObjectMapper mapper;

    Snapshots(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    ObjectNode connection(PeerConnection pc) {
        ObjectNode json = mapper.createObjectNode()
                .put("signalingState", pc.signalingState().toString())
                .put("iceGatheringState", pc.iceGatheringState().toString())
                .put("iceConnectionState", pc.iceConnectionState().toString())
                .put("connectionState", pc.connectionState().toString())
                .put("canTrickleIceCandidates", pc.canTrickleIceCandidates().orElse(null));
        json.set("localDescription", description(pc.localDescription()));
        json.set("currentLocalDescription", description(pc.currentLocalDescription()));
        json.set("pendingLocalDescription", description(pc.pendingLocalDescription()));
        json.set("remoteDescription", description(pc.remoteDescription()));
        json.set("currentRemoteDescription", description(pc.currentRemoteDescription()));
        json.set("pendingRemoteDescription", description(pc.pendingRemoteDescription()));
        json.set("sctp", pc.sctp().<JsonNode>map(this::sctp).orElse(mapper.nullNode()));
        return json;
    }

    ObjectNode channel(DataChannel channel) {
        return mapper.createObjectNode()
                .put("label", channel.label())
                .put("ordered", channel.ordered())
                .put("maxPacketLifeTime", boxed(channel.maxPacketLifeTime()))
                .put("maxRetransmits", boxed(channel.maxRetransmits()))
                .put("protocol", channel.protocol())
                .put("negotiated", channel.negotiated())
                .put("id", boxed(channel.id()))
                .put("priority", channel.priority().toString())
                .put("readyState", channel.readyState().toString())
                .put("bufferedAmount", channel.bufferedAmount())
                .put("bufferedAmountLowThreshold", channel.bufferedAmountLowThreshold());
    }

    ObjectNode description(SessionDescription description) {
        return mapper.createObjectNode()
                .put("type", description.type().toString())
                .put("sdp", description.sdp());
    }

    ObjectNode candidate(IceCandidateInit candidate) {
        return mapper.createObjectNode()
                .put("candidate", candidate.candidate())
                .put("sdpMid", candidate.sdpMid())
                .put("sdpMLineIndex", candidate.sdpMLineIndex())
                .put("usernameFragment", candidate.usernameFragment());
    }

    ObjectNode error(RtcError error) {
        return mapper.createObjectNode()
                .put("errorDetail", error.detail().toString())
                .put("message", error.message())
                .put("sdpLineNumber", error.sdpLineNumber())
                .put("sctpCauseCode", error.sctpCauseCode());
    }

    private JsonNode description(Optional<SessionDescription> description) {
        return description.<JsonNode>map(this::description).orElse(mapper.nullNode());
    }

    private ObjectNode sctp(SctpTransport sctp) {
        return mapper.createObjectNode()
                .put("state", sctp.state().toString())
                .put("maxMessageSize", sctp.maxMessageSizeBytes())
                .put("maxChannels", boxed(sctp.maxChannels()));
    }

    @SuppressWarnings("NullAway") // The mapper writes an absent number as null, which is what the W3C has there.
    private static Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
