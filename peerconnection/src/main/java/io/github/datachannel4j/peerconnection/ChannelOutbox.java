package io.github.datachannel4j.peerconnection;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The W3C's bufferedAmount of one channel, exact although senders have many threads: raised at the call of send, lowered on the loop by
 * what the core says has left.
 */
final class ChannelOutbox {
    private final AtomicLong bufferedAmount = new AtomicLong();
    private final ChannelLimits limits;
    private volatile long lowThreshold;
    /** The part that the core has taken. On the loop. */
    private long inCore;

    ChannelOutbox(ChannelLimits limits) {
        this.limits = limits;
    }

    long bufferedAmount() {
        return bufferedAmount.get();
    }

    long lowThreshold() {
        return lowThreshold;
    }

    void setLowThreshold(long bytes) {
        if (bytes < 0) {
            throw WebRtcException.type("bufferedAmountLowThreshold must not be negative: " + bytes);
        }
        lowThreshold = bytes;
    }

    /** Makes room for a message or throws OperationError. An empty queue takes every message. */
    void reserve(long bytes) {
        if (!reserve(bytes, limits.sendQueueBytes())) {
            throw WebRtcException.operation("the send queue is full: " + bufferedAmount.get() + " bytes wait");
        }
    }

    /** Makes room for a message below the high-water mark. */
    boolean tryReserve(long bytes) {
        return reserve(bytes, limits.highWaterMarkBytes());
    }

    private boolean reserve(long bytes, long max) {
        long before = bufferedAmount.getAndAdd(bytes);
        if (before > 0 && before + bytes > max) {
            bufferedAmount.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /** The core has taken a message. */
    void taken(long bytes) {
        inCore += bytes;
    }

    /** The core has refused a message. */
    void refused(long bytes) {
        bufferedAmount.addAndGet(-bytes);
    }

    /**
     * The core has so much left.
     *
     * @return whether the amount has just fallen to the low threshold
     */
    boolean coreHas(long bytes) {
        long left = inCore - bytes;
        inCore = bytes;
        long after = bufferedAmount.addAndGet(-left);
        return after <= lowThreshold && after + left > lowThreshold;
    }
}
