package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.MessageFate;
import io.github.datachannel4j.sctp.SendQueueOptions;

/** What {@link DataChannels} want their owner to do or to know, in the order of causes. */
public sealed interface DataChannelsOutput {
    /**
     * Hand this packet to DTLS.
     *
     * @param packet only until the next call of {@link DataChannels}, as {@link AssociationOutput.Transmit} has it
     */
    record Transmit(Bytes packet) implements DataChannelsOutput {}

    /**
     * The association is up, for the first time or after a {@link Restarted}. The channels that become open with it follow.
     *
     * @param maxChannels how many channels its streams have room for; ids are below it
     */
    record Established(int maxChannels) implements DataChannelsOutput {}

    /**
     * The peer lost its state and began the association anew (RFC 9260 §5.2.4). Every channel is closed with the cause
     * ASSOCIATION_RESTARTED; another {@link Established} follows, and channels may be created again.
     */
    record Restarted() implements DataChannelsOutput {}

    /** The peer has opened this channel; its parameters are what the peer said. A {@link ChannelOpened} follows at once. */
    record ChannelAnnounced(Channel channel) implements DataChannelsOutput {}

    /** The channel may be used. */
    record ChannelOpened(Channel channel) implements DataChannelsOutput {}

    /** A message; the owner owes its payload's length to {@link Channel#consumed}. */
    record MessageReceived(Channel channel, DataMessage message) implements DataChannelsOutput {}

    /**
     * Payload left a channel's queue towards the network, or was given up.
     *
     * @param bufferedAmount what is left, as {@link Channel#bufferedAmount} says too
     */
    record BufferedAmountFell(Channel channel, long bufferedAmount) implements DataChannelsOutput {}

    /** The buffered amount fell from above the low threshold to it or below. */
    record BufferedAmountLow(Channel channel) implements DataChannelsOutput {}

    /**
     * A message was refused because the send queue of the association has a mark ({@link SendQueueOptions}), and now there is room again.
     * Without a mark, which is the default, this is never told.
     */
    record SendQueueHasRoom() implements DataChannelsOutput {}

    /**
     * The fate of a message that was sent with a token: exactly one for each.
     *
     * @param token as given to {@link Channel#send}
     */
    record MessageLeft(long token, MessageFate fate) implements DataChannelsOutput {}

    /** The peer has begun to close the channel, or it failed; not told when {@link Channel#close} was called here. */
    record ChannelClosing(Channel channel) implements DataChannelsOutput {}

    /** The last output about a channel. Its id is free again. */
    record ChannelClosed(Channel channel, ChannelCloseReason reason) implements DataChannelsOutput {}

    /** The last output of all: the association is over, and every channel has been reported closed before. */
    record Ended(CloseReason reason) implements DataChannelsOutput {}
}
