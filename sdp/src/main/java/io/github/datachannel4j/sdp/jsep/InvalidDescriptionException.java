package io.github.datachannel4j.sdp.jsep;

import java.io.Serial;

/** A description that is good SDP, but may not be used here: RFC 9429 or what was agreed before forbids it. */
public final class InvalidDescriptionException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Which rule is broken. */
    public enum Rule {
        /** Sections may be added and rejected, but never taken away, and an answer has as many as its offer. */
        SECTION_COUNT,
        /** A section keeps its place, with its kind, protocol and mid. */
        SECTION_ORDER,
        /** An answer accepts nothing that was not offered. */
        NOT_OFFERED,
        /** Mids are unique, and a group names only mids that exist. */
        MIDS,
        /** Data channels need a ufrag and a pwd, long enough and of the right characters. */
        ICE_CREDENTIALS,
        /** Data channels need a fingerprint. */
        FINGERPRINT,
        /** An answer takes the role that the offer leaves to it. */
        SETUP
    }

    private final Rule rule;

    InvalidDescriptionException(Rule rule, String message) {
        super(message);
        this.rule = rule;
    }

    public Rule rule() {
        return rule;
    }
}
