package io.github.datachannel4j.sdp.jsep;

import io.github.datachannel4j.sdp.Candidate;
import io.github.datachannel4j.sdp.Fingerprint;
import io.github.datachannel4j.sdp.IceParameters;
import io.github.datachannel4j.sdp.Setup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What our end has to say in an offer or answer.
 *
 * @param sessionId a random number of 63 bits, the same for the life of the connection (RFC 9429 §5.2.1)
 * @param ice a new pair of ufrag and pwd makes it an ICE restart
 * @param fingerprints of our certificate, at least one
 * @param role our DTLS role, ACTIVE or PASSIVE, once it has been negotiated, so that later answers keep it; null before
 * @param candidates gathered so far
 * @param endOfCandidates whether these are all
 */
public record LocalParameters(
        long sessionId,
        IceParameters ice,
        List<Fingerprint> fingerprints,
        @Nullable Setup role,
        List<Candidate> candidates,
        boolean endOfCandidates,
        SctpParameters sctp) {

    public LocalParameters {
        if (sessionId < 0) {
            throw new IllegalArgumentException("the session id is negative");
        }
        fingerprints = List.copyOf(fingerprints);
        if (fingerprints.isEmpty()) {
            throw new IllegalArgumentException("no fingerprint");
        }
        if (role != null && !role.isRole()) {
            throw new IllegalArgumentException("a role is ACTIVE or PASSIVE, not " + role);
        }
        candidates = List.copyOf(candidates);
    }

    /** Before anything was gathered or negotiated. */
    public static LocalParameters of(long sessionId, IceParameters ice, Fingerprint... fingerprints) {
        return new LocalParameters(
                sessionId, ice, List.of(fingerprints), null, List.of(), false, SctpParameters.defaults());
    }

    /** For an ICE restart; the candidates of the old generation go. */
    public LocalParameters withIce(IceParameters newIce) {
        return new LocalParameters(sessionId, newIce, fingerprints, role, List.of(), false, sctp);
    }

    public LocalParameters withRole(Setup newRole) {
        return new LocalParameters(sessionId, ice, fingerprints, newRole, candidates, endOfCandidates, sctp);
    }

    public LocalParameters withCandidates(List<Candidate> newCandidates) {
        return new LocalParameters(sessionId, ice, fingerprints, role, newCandidates, endOfCandidates, sctp);
    }

    public LocalParameters withEndOfCandidates() {
        return new LocalParameters(sessionId, ice, fingerprints, role, candidates, true, sctp);
    }

    public LocalParameters withSctp(SctpParameters newSctp) {
        return new LocalParameters(sessionId, ice, fingerprints, role, candidates, endOfCandidates, newSctp);
    }
}
