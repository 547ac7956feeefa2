package io.github.datachannel4j.sdp.jsep;

import io.github.datachannel4j.sdp.Candidate;
import io.github.datachannel4j.sdp.Fingerprint;
import io.github.datachannel4j.sdp.IceParameters;
import io.github.datachannel4j.sdp.SdpParseException;

/** Our end, for tests. */
final class Locals {
    static final LocalParameters PARAMETERS = LocalParameters.of(
            4711, IceParameters.trickling("ufrg", "passwordpasswordpassword"), Fingerprint.of("SHA-256", new byte[32]));

    private Locals() {}

    static Candidate candidate(String text) {
        try {
            return Candidate.parse(text);
        } catch (SdpParseException e) {
            throw new AssertionError(e);
        }
    }
}
