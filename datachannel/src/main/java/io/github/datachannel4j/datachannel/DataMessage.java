package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.Ppid;
import org.jspecify.annotations.Nullable;

/**
 * One message of a data channel, in either direction.
 *
 * @param kind string or binary
 * @param payload what the user gave or gets; may be empty
 */
public record DataMessage(MessageKind kind, Bytes payload) {
    /** RFC 8831 §6.6: SCTP cannot carry an empty message, so one zero byte stands for it. */
    private static final Bytes PLACEHOLDER = Bytes.wrap(new byte[1]);

    /** A string; a lone surrogate is sent as U+FFFD. */
    public static DataMessage string(String text) {
        return new DataMessage(MessageKind.STRING, Utf8.encode(text));
    }

    /** A binary message. */
    public static DataMessage binary(Bytes payload) {
        return new DataMessage(MessageKind.BINARY, payload);
    }

    /** What arrived with a PPID, or null when the PPID is none of a data channel's user messages. */
    static @Nullable DataMessage received(Ppid ppid, Bytes wirePayload) {
        MessageKind kind = MessageKind.of(ppid);
        if (kind == null) {
            return null;
        }
        // The placeholder's content means nothing, and its length may be any.
        return new DataMessage(kind, kind.ppidWhenEmpty().equals(ppid) ? Bytes.EMPTY : wirePayload);
    }

    /** The PPID to send this message with. */
    Ppid ppid() {
        return payload.isEmpty() ? kind.ppidWhenEmpty() : kind.ppid();
    }

    /** The bytes to hand to SCTP, never none. */
    Bytes wirePayload() {
        return payload.isEmpty() ? PLACEHOLDER : payload;
    }
}
