package io.github.datachannel4j.datachannel;

/** Why data channels cannot be handed over now, beside what is in the way of their association. */
public enum ChannelObstacle {
    /** They have not been started, or the association is not up. */
    NOT_ESTABLISHED,
    /** {@link DataChannels#poll} still has something to tell. */
    OUTPUTS_WAITING,
    /** A channel is being closed: one of the two ends has not reset its stream yet (RFC 8831 §6.7). */
    CHANNEL_CLOSING,
    /** Messages have come for channels that do not exist here yet. */
    MESSAGES_WITHOUT_CHANNEL
}
