package io.github.datachannel4j.signaling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.datachannel4j.peerconnection.SdpType;
import io.github.datachannel4j.peerconnection.SessionDescription;
import java.util.Locale;

/** How a description travels in an HTTP body: bare, as WHIP (RFC 9725) has it, or as the JSON of the W3C's RTCSessionDescription. */
enum DescriptionFormat {
    /** The text of the description; its role follows from the direction. */
    SDP("application/sdp") {
        @Override
        String write(SessionDescription description) {
            return description.sdp();
        }

        @Override
        SessionDescription read(String body, SdpType expected) {
            return new SessionDescription(expected, body);
        }

        @Override
        String writeError(String message) {
            return message + "\n";
        }
    },

    /** {@code {"type": "offer", "sdp": "v=0..."}}. */
    JSON("application/json") {
        @Override
        String write(SessionDescription description) {
            return MAPPER.createObjectNode()
                    .put("type", nameOf(description.type()))
                    .put("sdp", description.sdp())
                    .toString();
        }

        @Override
        SessionDescription read(String body, SdpType expected) throws SignalingException {
            JsonNode json;
            try {
                json = MAPPER.readTree(body);
            } catch (JsonProcessingException e) {
                throw SignalingException.badRequest("The body is not JSON: " + e.getOriginalMessage());
            }
            JsonNode type = json.path("type");
            JsonNode sdp = json.path("sdp");
            if (!type.isTextual() || !sdp.isTextual()) {
                throw SignalingException.badRequest("Expected {\"type\": \"" + nameOf(expected)
                        + "\", \"sdp\": \"v=0...\"} with two strings, got: " + SignalingException.excerpt(body));
            }
            if (!type.textValue().equals(nameOf(expected))) {
                throw SignalingException.badRequest("Expected the type \"" + nameOf(expected) + "\", got \""
                        + SignalingException.excerpt(type.textValue()) + "\"");
            }
            return new SessionDescription(expected, sdp.textValue());
        }

        @Override
        String writeError(String message) {
            return MAPPER.createObjectNode().put("error", message).toString();
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String mediaType;

    DescriptionFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    abstract String write(SessionDescription description);

    /** The description in a body. SignalingException, fit for the peer's eyes, when there is none. */
    abstract SessionDescription read(String body, SdpType expected) throws SignalingException;

    abstract String writeError(String message);

    /** By a Content-Type header, whose parameters do not matter. */
    static DescriptionFormat ofContentType(String contentType) throws SignalingException {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        for (DescriptionFormat format : values()) {
            if (format.mediaType.equals(type)) {
                return format;
            }
        }
        throw new SignalingException(
                415,
                "Content-Type must be application/sdp or application/json, not \""
                        + SignalingException.excerpt(contentType) + "\"");
    }

    private static String nameOf(SdpType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
