package io.github.datachannel4j.interop.peer;

import org.jspecify.annotations.Nullable;

/**
 * A candidate on its way to the other peer.
 *
 * @param candidate the attribute's value; empty for the end of them
 * @param sdpMid the section's mid, null when the peer does not say
 * @param sdpMLineIndex the section's index, null when the peer does not say
 */
public record Candidate(
        String candidate, @Nullable String sdpMid, @Nullable Integer sdpMLineIndex) {
    /** There will be no more. */
    public static final Candidate END = new Candidate("", null, null);
}
