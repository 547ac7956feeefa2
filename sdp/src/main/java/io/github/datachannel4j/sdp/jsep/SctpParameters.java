package io.github.datachannel4j.sdp.jsep;

import io.github.datachannel4j.sdp.Attribute;
import io.github.datachannel4j.sdp.DataChannelSection;
import java.util.Optional;

/**
 * What one end says of its SCTP (RFC 8841).
 *
 * @param port the SCTP port, 5000 everywhere
 * @param maxMessageSizeBytes the largest message it takes; 0 means any size
 * @param init its INIT chunk (draft-hancke-tsvwg-snap), the same for the life of the connection; empty for a handshake as usual. An answer
 *     has it only if the offer has one
 */
public record SctpParameters(int port, long maxMessageSizeBytes, Optional<Attribute.SctpInit> init) {
    /** As Chromium says it: large enough for everyone's chunks, small enough to be held in memory. */
    private static final long MAX_MESSAGE_SIZE_BYTES = 262_144;

    public SctpParameters {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the SCTP port is not between 1 and 65535: " + port);
        }
        if (maxMessageSizeBytes < 0) {
            throw new IllegalArgumentException("the maximum message size is negative: " + maxMessageSizeBytes);
        }
    }

    public static SctpParameters defaults() {
        return new SctpParameters(DataChannelSection.DEFAULT_SCTP_PORT, MAX_MESSAGE_SIZE_BYTES, Optional.empty());
    }

    public SctpParameters withMaxMessageSizeBytes(long newMaxMessageSizeBytes) {
        return new SctpParameters(port, newMaxMessageSizeBytes, init);
    }

    public SctpParameters withInit(Attribute.SctpInit newInit) {
        return new SctpParameters(port, maxMessageSizeBytes, Optional.of(newInit));
    }

    SctpParameters withoutInit() {
        return new SctpParameters(port, maxMessageSizeBytes, Optional.empty());
    }
}
