package io.github.datachannel4j.peerconnection;

import org.jspecify.annotations.Nullable;

/**
 * A candidate as it travels through signaling (W3C RTCIceCandidateInit).
 *
 * @param candidate the candidate attribute's value, with or without {@code a=} before it; empty for "no more candidates of this generation"
 * @param sdpMid the media section's {@code a=mid}; {@code null} when only the index is known
 * @param sdpMLineIndex the media section's index, counted from 0; {@code null} when only the mid is known
 * @param usernameFragment the ICE generation; {@code null} for the current one
 */
public record IceCandidateInit(
        String candidate,
        @Nullable String sdpMid,
        @Nullable Integer sdpMLineIndex,
        @Nullable String usernameFragment) {
    /** A candidate of the first media section, which is all that a data connection has. */
    public static IceCandidateInit of(String candidate) {
        return new IceCandidateInit(candidate, null, 0, null);
    }

    /** The end of the candidates of the current generation, for the whole connection. */
    public static IceCandidateInit endOfCandidates() {
        return new IceCandidateInit("", null, null, null);
    }

    /** Whether this is no candidate but the end of them. */
    public boolean isEndOfCandidates() {
        return candidate.isEmpty();
    }
}
