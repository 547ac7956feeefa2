package io.github.datachannel4j.sctp;

import java.util.List;

/** What an {@link Association} wants its owner to do or to know, in the order of causes. */
public sealed interface AssociationOutput {
    /**
     * Hand this packet to the lower layer.
     *
     * @param packet only until the next call of the association, which writes the next packet into the same array: encrypt it, send it or
     *     copy it at once
     */
    record Transmit(Bytes packet) implements AssociationOutput {}

    /**
     * The handshake is done and data flows.
     *
     * @param outboundStreams streams 0 to this minus one may be sent on
     * @param inboundStreams streams 0 to this minus one may be received on
     * @param peer what the peer can do
     */
    record Established(int outboundStreams, int inboundStreams, PeerCapabilities peer) implements AssociationOutput {}

    /**
     * Optional parts of SCTP that the peer announced.
     *
     * @param partialReliability FORWARD-TSN (RFC 3758)
     * @param streamReset RE-CONFIG (RFC 6525)
     * @param zeroChecksum it takes packets without a checksum (RFC 9653)
     * @param interleaving I-DATA (RFC 8260)
     * @param interleavedPartialReliability I-FORWARD-TSN, which takes the place of FORWARD-TSN where I-DATA is in use (RFC 8260)
     */
    record PeerCapabilities(
            boolean partialReliability,
            boolean streamReset,
            boolean zeroChecksum,
            boolean interleaving,
            boolean interleavedPartialReliability) {}

    /**
     * The peer lost its state and began anew (RFC 9260 §5.2.4 case A). All streams begin again at zero. What was queued or under way is
     * lost; messages with a token have been told their fate before this. A shutdown or reset that was under way is forgotten. An
     * {@link Established} follows.
     */
    record Restarted() implements AssociationOutput {}

    /**
     * A whole message. Its bytes count against the receive window until {@link Association#consumed} is told.
     *
     * @param stream the incoming stream
     * @param ppid what the sender says the payload is
     * @param payload at least one byte
     * @param order how the sender sent it
     */
    record MessageReceived(StreamId stream, Ppid ppid, Bytes payload, MessageOrder order)
            implements AssociationOutput {}

    /**
     * Bytes left the send queue of a stream towards the network, or were given up. Told at most once for each stream in one round of
     * {@link Association#poll}, after the packets.
     *
     * @param stream the outgoing stream
     * @param bufferedBytes what is left in its queue
     */
    record BufferedAmountChanged(StreamId stream, long bufferedBytes) implements AssociationOutput {}

    /**
     * A message was refused because of {@link SendQueueOptions}, and now there is room for one as long, in a queue that is at most half
     * full. Told once, after the {@link BufferedAmountChanged}.
     */
    record SendQueueHasRoom() implements AssociationOutput {}

    /**
     * The fate of a message with a token.
     *
     * @param token as in {@link OutgoingMessage#token()}
     * @param fate what became of it
     */
    record MessageLeft(long token, MessageFate fate) implements AssociationOutput {}

    /**
     * The peer reset these streams of its: everything it sent before has been delivered, and its numbering begins anew.
     *
     * @param streams never empty; all incoming streams that were in use when the peer named none
     */
    record IncomingStreamsReset(List<StreamId> streams) implements AssociationOutput {}

    /**
     * The peer performed our request: these streams of ours can be used anew.
     *
     * @param streams never empty
     */
    record OutgoingStreamsReset(List<StreamId> streams) implements AssociationOutput {}

    /**
     * The peer did not perform our request.
     *
     * @param streams never empty
     * @param failure why
     */
    record OutgoingResetFailed(List<StreamId> streams, StreamResetFailure failure) implements AssociationOutput {}

    /**
     * The peer did not reset its streams when we asked for it. When it does, {@link IncomingStreamsReset} tells.
     *
     * @param streams as in the command; empty for all
     * @param failure why
     */
    record IncomingResetFailed(List<StreamId> streams, StreamResetFailure failure) implements AssociationOutput {}

    /**
     * All streams of both directions and all TSNs have begun anew, by our wish or the peer's (RFC 6525 §5.2.4). Everything that was sent
     * before has arrived, what was queued afterwards follows.
     */
    record AssociationReset() implements AssociationOutput {}

    /**
     * The peer did not perform our association reset; everything goes on as before.
     *
     * @param failure why
     */
    record AssociationResetFailed(StreamResetFailure failure) implements AssociationOutput {}

    /** Seen from this end. */
    enum StreamDirection {
        OUTGOING,
        INCOMING
    }

    /**
     * There are more streams, by our wish or the peer's (RFC 6525 §5.2.5, §5.2.6).
     *
     * @param direction which
     * @param streams how many there are now; the new ones are the highest
     */
    record StreamsAdded(StreamDirection direction, int streams) implements AssociationOutput {}

    /**
     * The peer did not add the streams that we asked for.
     *
     * @param direction which
     * @param failure why
     */
    record AddStreamsFailed(StreamDirection direction, StreamResetFailure failure) implements AssociationOutput {}

    /**
     * The peer did not understand or could not use something of ours; the association goes on. Told at most ten times a second.
     *
     * @param causeCode of RFC 9260 §3.3.10, such as 6 for a chunk type it does not know
     * @param text what it says to people, mostly nothing
     */
    record PeerReportedError(int causeCode, String text) implements AssociationOutput {}

    /**
     * The last output of every association, after the fates of all messages.
     *
     * @param reason why it is over
     */
    record Closed(CloseReason reason) implements AssociationOutput {}
}
