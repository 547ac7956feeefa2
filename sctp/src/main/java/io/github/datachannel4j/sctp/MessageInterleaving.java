package io.github.datachannel4j.sctp;

/** Whether fragments of different messages may take turns on the wire (I-DATA, RFC 8260 §2). */
public enum MessageInterleaving {
    /** With every peer that announces it: Firefox does, Chromium behind a field trial, pion in its newest versions (untested). */
    WHEN_SUPPORTED,
    /** Never, and not announced: a message is sent to its end before the next one begins. */
    OFF
}
