package io.github.datachannel4j.sdp.jsep;

import io.github.datachannel4j.sdp.Candidate;
import io.github.datachannel4j.sdp.DataChannelLookup;
import io.github.datachannel4j.sdp.SessionDescription;
import java.util.function.BiFunction;

/** Our description while candidates are gathered: each call gives a new one. Without a data-channel section nothing changes. */
public final class LocalCandidates {
    private LocalCandidates() {}

    public static SessionDescription add(SessionDescription local, Candidate candidate) {
        return changed(local, (description, index) -> {
            SessionDescription more = description.withCandidate(index, candidate);
            return more.withSection(index, DefaultCandidate.applyTo(more.media().get(index)));
        });
    }

    public static SessionDescription end(SessionDescription local) {
        return changed(local, SessionDescription::withEndOfCandidates);
    }

    private static SessionDescription changed(
            SessionDescription local, BiFunction<SessionDescription, Integer, SessionDescription> change) {
        return switch (local.dataChannel()) {
            case DataChannelLookup.Found found ->
                change.apply(local, found.section().mLineIndex());
            case DataChannelLookup.None none -> local;
        };
    }
}
