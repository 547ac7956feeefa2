package io.github.datachannel4j.sctp;

import java.util.List;

/** What an {@link Association} wants its owner to do or to know, in the order of causes. */
public sealed interface AssociationOutput {
    /**
     * Hand this packet to the lower layer.
     *
     * @param packet belongs to the receiver of this output
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
     * The peer lost its state and began anew (RFC 9260 §5.2.4 case A). All streams restarted, data that was under way is lost in both
     * directions, messages that had not been sent stay queued. An {@link Established} follows.
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
     * The last output of every association, after the fates of all messages.
     *
     * @param reason why it is over
     */
    record Closed(CloseReason reason) implements AssociationOutput {}
}
