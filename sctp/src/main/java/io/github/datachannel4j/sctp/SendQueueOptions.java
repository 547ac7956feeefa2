package io.github.datachannel4j.sctp;

/**
 * How much may wait to be sent.
 *
 * <p>A message that would make more wait is refused with {@link SendResult#QUEUE_FULL}, unless messages that were sent with a lower
 * {@link Reliability.Priority} can give way to it. When something was refused, {@link AssociationOutput.SendQueueHasRoom} tells when it is
 * worth another try. An empty queue takes a message of any size, or one longer than the mark could never be sent. Messages of DCEP
 * (RFC 8832) are always taken: they are few and short, and without them a channel could neither open nor be told of.
 *
 * @param highWaterBytes user data not yet sent the first time, all streams together, that may wait; 1 to {@link Long#MAX_VALUE}
 */
public record SendQueueOptions(long highWaterBytes) {
    private static final SendQueueOptions UNLIMITED = new SendQueueOptions(Long.MAX_VALUE);

    public SendQueueOptions {
        if (highWaterBytes < 1) {
            throw new IllegalArgumentException("highWaterBytes must be positive, not " + highWaterBytes);
        }
    }

    /**
     * No mark: only the owner adds to the queue, and the layer of data channels bounds it by channel, as the W3C has it, where a channel
     * must not suffer from what waits on others.
     */
    public static SendQueueOptions unlimited() {
        return UNLIMITED;
    }
}
