package io.github.datachannel4j.sdp;

import java.util.Locale;

/** {@code a=setup} (RFC 4145, RFC 8842): who opens the DTLS association. ACTIVE is the DTLS client, PASSIVE the server. */
public enum Setup implements Attribute {
    ACTPASS,
    ACTIVE,
    PASSIVE,
    HOLDCONN;

    static Setup parse(String value) {
        for (Setup setup : values()) {
            if (setup.attributeValue().equalsIgnoreCase(value.strip())) {
                return setup;
            }
        }
        throw new IllegalArgumentException("setup is none of actpass, active, passive, holdconn");
    }

    /** The other end's role: PASSIVE for ACTIVE and the reverse. ACTPASS and HOLDCONN, which are no role, stay what they are. */
    public Setup reversed() {
        return switch (this) {
            case ACTIVE -> PASSIVE;
            case PASSIVE -> ACTIVE;
            case ACTPASS, HOLDCONN -> this;
        };
    }

    /** Whether this is a role, as an answer must have one, rather than an offer to take either or none. */
    public boolean isRole() {
        return this == ACTIVE || this == PASSIVE;
    }

    @Override
    public String attributeName() {
        return "setup";
    }

    @Override
    public String attributeValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
