package io.github.datachannel4j.sctp;

/** What became of a call of {@link Association#send}. */
public enum SendResult {
    /** The message will be sent as its {@link SendOptions} want it. */
    QUEUED,
    /**
     * There is no room up to the mark of {@link SendQueueOptions}, and nothing less important that could give way. The message is forgotten,
     * its token is not reported, and {@link AssociationOutput.SendQueueHasRoom} will follow.
     */
    QUEUE_FULL
}
