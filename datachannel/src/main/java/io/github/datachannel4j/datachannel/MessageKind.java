package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Ppid;
import org.jspecify.annotations.Nullable;

/** The two kinds of message a data channel carries (RFC 8831 §6.6). */
public enum MessageKind {
    /** Text; the payload is its UTF-8, as the peer sent it and unchecked. */
    STRING,
    /** Bytes without further meaning. */
    BINARY;

    /** The kind of a received message, or null when the PPID is none of a data channel's user messages. */
    static @Nullable MessageKind of(Ppid received) {
        return BINARY.isMarkedBy(received) ? BINARY : STRING.isMarkedBy(received) ? STRING : null;
    }

    private boolean isMarkedBy(Ppid received) {
        return received.equals(ppid()) || received.equals(ppidWhenEmpty()) || received.equals(ppidOfOld());
    }

    Ppid ppid() {
        return this == STRING ? Ppid.STRING : Ppid.BINARY;
    }

    Ppid ppidWhenEmpty() {
        return this == STRING ? Ppid.STRING_EMPTY : Ppid.BINARY_EMPTY;
    }

    /** Deprecated by RFC 8831 §6.6 and never sent; peers of old mark whole messages with it. */
    private Ppid ppidOfOld() {
        return this == STRING ? Ppid.STRING_PARTIAL : Ppid.BINARY_PARTIAL;
    }
}
