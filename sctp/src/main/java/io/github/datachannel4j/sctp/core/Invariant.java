package io.github.datachannel4j.sctp.core;

/** Checks for our own mistakes. A violation closes the association that finds it, and is never blamed on the peer. */
public final class Invariant {
    private Invariant() {}

    /** Continues only when the condition holds. */
    public static void check(boolean condition, String expectation) {
        if (!condition) {
            throw new Violation(expectation);
        }
    }

    /** Caught by the association. */
    public static final class Violation extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Violation(String expectation) {
            super("invariant does not hold: " + expectation);
        }
    }
}
