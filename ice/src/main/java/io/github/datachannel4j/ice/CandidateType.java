package io.github.datachannel4j.ice;

import java.util.Locale;

/** How an address was learned (RFC 8445 §5.1.1), in the order of their type preferences (§5.1.2.2). */
public enum CandidateType {
    HOST(126),
    PRFLX(110),
    SRFLX(100),
    RELAY(0);

    private final int typePreference;

    CandidateType(int typePreference) {
        this.typePreference = typePreference;
    }

    int typePreference() {
        return typePreference;
    }

    /** The word of the candidate attribute and of the W3C. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
