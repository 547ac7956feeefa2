package io.github.datachannel4j.testkit;

import java.util.concurrent.TimeUnit;

/**
 * How one direction of a network treats packets. Begin with {@link #perfect()} and change what matters.
 *
 * @param bitsPerSecond how fast packets leave the queue; {@link #UNLIMITED} for no queue at all
 * @param queueBytesMax a packet that finds more than this waiting is lost; without meaning when the rate is unlimited
 * @param mtuBytes a longer packet is lost without a word, as behind a tunnel
 * @param delayNanos from the end of the queue to the receiver
 * @param jitterNanos the most that is added to the delay; it delays those behind as well, so it does not change the order
 * @param lossRate the chance that a packet is lost, independent of its neighbours
 * @param burstLoss loss in bursts, on top
 * @param reorderRate the chance that a packet is held back, so that later ones overtake it
 * @param reorderNanos the most that such a packet is held back
 * @param duplicateRate the chance that a packet arrives twice
 * @param corruptRate the chance that one bit of a packet is flipped
 */
public record LinkConditions(
        long bitsPerSecond,
        int queueBytesMax,
        int mtuBytes,
        long delayNanos,
        long jitterNanos,
        double lossRate,
        BurstLoss burstLoss,
        double reorderRate,
        long reorderNanos,
        double duplicateRate,
        double corruptRate) {
    /** A rate without limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final int UDP_PAYLOAD_BYTES_MAX = 65_507;

    public LinkConditions {
        if (bitsPerSecond <= 0 || queueBytesMax < 0 || mtuBytes <= 0) {
            throw new IllegalArgumentException("rate, queue and MTU must be positive");
        }
        if (delayNanos < 0 || jitterNanos < 0 || reorderNanos < 0) {
            throw new IllegalArgumentException("a delay cannot be negative");
        }
        Rates.check(lossRate);
        Rates.check(reorderRate);
        Rates.check(duplicateRate);
        Rates.check(corruptRate);
    }

    /** Everything arrives at once and in order. */
    public static LinkConditions perfect() {
        return new LinkConditions(
                UNLIMITED, Integer.MAX_VALUE, UDP_PAYLOAD_BYTES_MAX, 0, 0, 0, BurstLoss.NONE, 0, 0, 0, 0);
    }

    /** With a bottleneck: kilobits per second, and the bytes that may wait before it. */
    public LinkConditions withBandwidth(long kilobitsPerSecond, int newQueueBytesMax) {
        return new LinkConditions(
                kilobitsPerSecond * 1000,
                newQueueBytesMax,
                mtuBytes,
                delayNanos,
                jitterNanos,
                lossRate,
                burstLoss,
                reorderRate,
                reorderNanos,
                duplicateRate,
                corruptRate);
    }

    /** With another largest packet. */
    public LinkConditions withMtuBytes(int newMtuBytes) {
        return new LinkConditions(
                bitsPerSecond,
                queueBytesMax,
                newMtuBytes,
                delayNanos,
                jitterNanos,
                lossRate,
                burstLoss,
                reorderRate,
                reorderNanos,
                duplicateRate,
                corruptRate);
    }

    /** With a one-way delay and a jitter on top. */
    public LinkConditions withDelayMillis(double delayMillis, double jitterMillis) {
        return new LinkConditions(
                bitsPerSecond,
                queueBytesMax,
                mtuBytes,
                nanos(delayMillis),
                nanos(jitterMillis),
                lossRate,
                burstLoss,
                reorderRate,
                reorderNanos,
                duplicateRate,
                corruptRate);
    }

    /** With independent loss. */
    public LinkConditions withLossRate(double newLossRate) {
        return new LinkConditions(
                bitsPerSecond,
                queueBytesMax,
                mtuBytes,
                delayNanos,
                jitterNanos,
                newLossRate,
                burstLoss,
                reorderRate,
                reorderNanos,
                duplicateRate,
                corruptRate);
    }

    /** With loss in bursts. */
    public LinkConditions withBurstLoss(BurstLoss newBurstLoss) {
        return new LinkConditions(
                bitsPerSecond,
                queueBytesMax,
                mtuBytes,
                delayNanos,
                jitterNanos,
                lossRate,
                newBurstLoss,
                reorderRate,
                reorderNanos,
                duplicateRate,
                corruptRate);
    }

    /** With packets that are held back for a while. */
    public LinkConditions withReordering(double newReorderRate, double heldMillisMax) {
        return new LinkConditions(
                bitsPerSecond,
                queueBytesMax,
                mtuBytes,
                delayNanos,
                jitterNanos,
                lossRate,
                burstLoss,
                newReorderRate,
                nanos(heldMillisMax),
                duplicateRate,
                corruptRate);
    }

    /** With packets that arrive twice. */
    public LinkConditions withDuplicateRate(double newDuplicateRate) {
        return new LinkConditions(
                bitsPerSecond,
                queueBytesMax,
                mtuBytes,
                delayNanos,
                jitterNanos,
                lossRate,
                burstLoss,
                reorderRate,
                reorderNanos,
                newDuplicateRate,
                corruptRate);
    }

    /** With packets that are damaged. */
    public LinkConditions withCorruptRate(double newCorruptRate) {
        return new LinkConditions(
                bitsPerSecond,
                queueBytesMax,
                mtuBytes,
                delayNanos,
                jitterNanos,
                lossRate,
                burstLoss,
                reorderRate,
                reorderNanos,
                duplicateRate,
                newCorruptRate);
    }

    private static long nanos(double millis) {
        return Math.round(millis * TimeUnit.MILLISECONDS.toNanos(1));
    }
}
