package io.github.datachannel4j.sctp;

/**
 * How long SCTP keeps trying to deliver a message (RFC 7496): one value, so that two limits at once cannot be written.
 *
 * <p>A message is given up whole or not at all. With a peer that does not support partial reliability (RFC 3758), limits only apply to
 * messages of which nothing has been sent yet.
 */
public sealed interface Reliability {
    /** Retransmitted until acknowledged or the association ends. */
    Reliability RELIABLE = new Reliable();

    /** Retransmitted until acknowledged or the association ends. */
    record Reliable() implements Reliability {}

    /**
     * Given up when a part of it would have to be retransmitted once more than this.
     *
     * @param retransmitsMax 0 means: sent exactly once
     */
    record LimitedRetransmissions(int retransmitsMax) implements Reliability {
        public LimitedRetransmissions {
            if (retransmitsMax < 0) {
                throw new IllegalArgumentException("retransmitsMax must not be negative: " + retransmitsMax);
            }
        }
    }

    /**
     * Given up when the send queue has no room for a message of higher priority, or for one that is sent with another of these (RFC 7496
     * §3.2); see {@link SendQueueOptions}. What has left the queue is retransmitted until acknowledged.
     *
     * @param priority the higher, the longer it stays. It says nothing about who is sent first: for that there is {@link StreamPriority}
     */
    record Priority(int priority) implements Reliability {
        public Priority {
            if (priority < 0) {
                throw new IllegalArgumentException("priority must not be negative: " + priority);
            }
        }
    }

    /**
     * Given up when this much time has passed since {@code send}: not sent, or not sent again, after that.
     *
     * @param lifetimeNanos nanoseconds from the call of {@code send}
     */
    record LimitedLifetime(long lifetimeNanos) implements Reliability {
        public LimitedLifetime {
            if (lifetimeNanos < 0) {
                throw new IllegalArgumentException("lifetimeNanos must not be negative: " + lifetimeNanos);
            }
        }
    }
}
