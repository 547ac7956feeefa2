package io.github.datachannel4j.signaling;

import io.github.datachannel4j.peerconnection.SessionDescription;
import io.github.datachannel4j.sdp.DataChannelLookup;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.SdpParseException;
import java.util.Optional;

/** From descriptions that a peer connection has made or taken to their section of data channels. */
final class DataSections {
    private DataSections() {}

    /** Empty when there is no description, or none with data channels. */
    static Optional<DataChannelSection> of(Optional<SessionDescription> description) {
        return description.flatMap(DataSections::of);
    }

    static Optional<DataChannelSection> of(SessionDescription description) {
        try {
            var content = io.github.datachannel4j.sdp.SessionDescription.parse(description.sdp());
            return content.dataChannel() instanceof DataChannelLookup.Found found
                    ? Optional.of(found.section())
                    : Optional.empty();
        } catch (SdpParseException e) {
            throw new IllegalArgumentException("a description that no peer connection can have made or taken", e);
        }
    }
}
