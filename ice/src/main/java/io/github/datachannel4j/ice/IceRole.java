package io.github.datachannel4j.ice;

/** Who chooses the pair (RFC 8445 §6.1.1). It can change by itself when both sides start with the same role. */
public enum IceRole {
    CONTROLLING,
    CONTROLLED;

    /** The role that the peer has when this side has the given one. */
    public IceRole opposite() {
        return this == CONTROLLING ? CONTROLLED : CONTROLLING;
    }
}
