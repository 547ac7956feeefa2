package io.github.datachannel4j.sctp;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the peer may ask of us beyond the reset of its own streams, which is always performed (RFC 6525).
 *
 * @param granted the requests that are performed; all others are answered "Denied"
 * @param streamsMax how many streams either direction may have after additions, 1 to 65535
 */
public record ReconfigurationOptions(Set<PeerRequest> granted, int streamsMax) {
    private static final int STREAMS_MAX = 65535;

    private static final ReconfigurationOptions DEFAULTS = new ReconfigurationOptions(Set.of(), STREAMS_MAX);

    /** The kinds of requests. */
    public enum PeerRequest {
        /** §4.2: we reset outgoing streams of ours. */
        RESET_OUR_STREAMS,
        /** §4.3: all SSNs and TSNs of both sides begin anew. */
        RESET_ASSOCIATION,
        /** §4.5: the peer gets more outgoing streams. */
        ADD_ITS_STREAMS,
        /** §4.6: we get more outgoing streams. */
        ADD_OUR_STREAMS
    }

    public ReconfigurationOptions {
        if (streamsMax < 1 || streamsMax > STREAMS_MAX) {
            throw new IllegalArgumentException("streamsMax must be 1 to 65535, not " + streamsMax);
        }
        granted = Set.copyOf(granted);
    }

    /** Nothing is granted: WebRTC needs none of it, and a peer that resets our streams would close channels behind our back. */
    public static ReconfigurationOptions defaults() {
        return DEFAULTS;
    }

    /** Everything is granted. */
    public static ReconfigurationOptions everything() {
        return new ReconfigurationOptions(EnumSet.allOf(PeerRequest.class), STREAMS_MAX);
    }

    /** Whether a request is to be performed. */
    public boolean grants(PeerRequest request) {
        return granted.contains(request);
    }
}
