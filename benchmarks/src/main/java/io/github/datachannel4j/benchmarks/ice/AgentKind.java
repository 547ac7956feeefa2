package io.github.datachannel4j.benchmarks.ice;

/** Which side of ICE the server plays (RFC 8445 §2.5). */
public enum AgentKind {
    /** Only answers checks. */
    LITE,
    /** Checks, too: what a server does that does not ask for the other. */
    FULL
}
