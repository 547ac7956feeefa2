package io.github.datachannel4j.sctp;

/**
 * A message for {@link Association#send}.
 *
 * @param stream the outgoing stream
 * @param ppid tells the receiver what the payload is
 * @param payload at least one byte (RFC 9260 §3.3.1: a DATA chunk without user data is a protocol violation); not copied
 * @param options how to deliver it
 * @param token names the message in its {@link AssociationOutput.MessageLeft}; {@link #NO_TOKEN} when the sender does not want one
 */
public record OutgoingMessage(StreamId stream, Ppid ppid, Bytes payload, SendOptions options, long token) {
    /** The fate of this message is not reported. */
    public static final long NO_TOKEN = 0;

    public OutgoingMessage {
        if (payload.isEmpty()) {
            throw new IllegalArgumentException("SCTP has no empty messages");
        }
    }

    /** A message whose fate is not reported. */
    public OutgoingMessage(StreamId stream, Ppid ppid, Bytes payload, SendOptions options) {
        this(stream, ppid, payload, options, NO_TOKEN);
    }
}
