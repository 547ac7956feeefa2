package io.github.datachannel4j.interop.peer;

/** What a peer does with messages. */
public enum Mode {
    /** Hands each to the test. */
    REPORT,
    /** Checks and counts them. */
    COUNT,
    /** Sends each back. */
    ECHO
}
