package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.CloseReason;

/** Why a channel is closed. The first cause counts: a peer that answers our close with its own reset does not change it. */
public sealed interface ChannelCloseReason {
    /** {@link Channel#close} was called here. */
    record ClosedLocally() implements ChannelCloseReason {}

    /** The peer closed the channel. */
    record ClosedByPeer() implements ChannelCloseReason {}

    /**
     * This channel could not go on, while the association lives. The W3C reports it as an RTCError with
     * {@code data-channel-failure}.
     *
     * @param cause the kind
     * @param detail a sentence for people
     */
    record Failed(Cause cause, String detail) implements ChannelCloseReason {}

    /**
     * The association ended and took the channel along. Where {@link CloseReason} names an error, the W3C reports it as an
     * RTCError with {@code sctp-failure} and its cause code.
     */
    record AssociationEnded(CloseReason reason) implements ChannelCloseReason {}

    /** The kinds of {@link Failed}. */
    enum Cause {
        /** No id was free when the DTLS role became known, or the association turned out to have too few streams for the id. */
        NO_STREAM,
        /** The OPEN is larger than the messages the peer takes. */
        OPEN_TOO_LARGE,
        /** The peer sent a message larger than this end had announced. */
        MESSAGE_TOO_LARGE,
        /** The peer broke DCEP on this stream. */
        PROTOCOL_VIOLATION,
        /** The peer lost its state and began the association anew: it knows none of the channels any more. */
        ASSOCIATION_RESTARTED
    }
}
