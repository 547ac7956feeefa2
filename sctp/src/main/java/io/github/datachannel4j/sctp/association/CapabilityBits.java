package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOutput.PeerCapabilities;

/** What the peer is able to, as the low bits of a byte in what only we read: the State Cookie and the handover. */
public final class CapabilityBits {
    /** The lowest bit that is free for others. */
    public static final int FIRST_FREE = 32;

    private static final int PARTIAL_RELIABILITY = 1;
    private static final int STREAM_RESET = 2;
    private static final int ZERO_CHECKSUM = 4;
    private static final int INTERLEAVING = 8;
    private static final int INTERLEAVED_PARTIAL_RELIABILITY = 16;

    private CapabilityBits() {}

    public static int of(PeerCapabilities capabilities) {
        return (capabilities.partialReliability() ? PARTIAL_RELIABILITY : 0)
                | (capabilities.streamReset() ? STREAM_RESET : 0)
                | (capabilities.zeroChecksum() ? ZERO_CHECKSUM : 0)
                | (capabilities.interleaving() ? INTERLEAVING : 0)
                | (capabilities.interleavedPartialReliability() ? INTERLEAVED_PARTIAL_RELIABILITY : 0);
    }

    /** Bits of others are ignored. */
    public static PeerCapabilities read(int bits) {
        return new PeerCapabilities(
                (bits & PARTIAL_RELIABILITY) != 0,
                (bits & STREAM_RESET) != 0,
                (bits & ZERO_CHECKSUM) != 0,
                (bits & INTERLEAVING) != 0,
                (bits & INTERLEAVED_PARTIAL_RELIABILITY) != 0);
    }
}
