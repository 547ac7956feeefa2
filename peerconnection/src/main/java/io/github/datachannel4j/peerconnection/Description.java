package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.sdp.DataChannelLookup;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.IceParameters;
import io.github.datachannel4j.sdp.SdpParseException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A session description that has been read: what it is, and its content as a model. */
record Description(SdpType type, io.github.datachannel4j.sdp.SessionDescription content) {
    /** Reads what signaling brought; an RTCError with the line number when it is no SDP. */
    static Description parse(SessionDescription description) {
        try {
            return new Description(
                    description.type(), io.github.datachannel4j.sdp.SessionDescription.parse(description.sdp()));
        } catch (SdpParseException e) {
            RtcError error =
                    new RtcError(RtcErrorDetail.SDP_SYNTAX_ERROR, WebRtcException.reasonOf(e), e.lineNumber(), null);
            throw new WebRtcException(error, e);
        }
    }

    /** The section of data channels, unless it is missing or rejected. */
    Optional<DataChannelSection> dataSection() {
        return content.dataChannel() instanceof DataChannelLookup.Found found
                ? Optional.of(found.section())
                : Optional.empty();
    }

    /** Whether its writer takes candidates later (RFC 8840 §4.1.1: {@code a=ice-options:trickle}). */
    boolean canTrickle() {
        return dataSection()
                .flatMap(DataChannelSection::iceParameters)
                .map(IceParameters::canTrickle)
                .orElse(false);
    }

    Description changed(UnaryOperator<io.github.datachannel4j.sdp.SessionDescription> change) {
        return new Description(type, change.apply(content));
    }

    SessionDescription toW3c() {
        return new SessionDescription(type, content.toSdp());
    }
}
