package io.github.datachannel4j.testkit;

/** What a test may ask a link to do to one packet. */
sealed interface ScriptedFault {
    /** It never arrives. */
    record Drop() implements ScriptedFault {}

    /** It arrives twice. */
    record Duplicate() implements ScriptedFault {}

    /** It arrives later by that much, and others overtake it. */
    record Delay(long nanos) implements ScriptedFault {}
}
