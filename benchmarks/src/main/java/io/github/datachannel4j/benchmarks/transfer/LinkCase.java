package io.github.datachannel4j.benchmarks.transfer;

import io.github.datachannel4j.testkit.LinkConditions;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One row of a table: a bottleneck, how far away the peer is, what is lost on the way, and how busy both ends are.
 *
 * @param megabitsPerSecond of the bottleneck, in both directions; SCTP packets count, with their headers
 * @param rttMillis round trip without queue
 * @param lossPercent of the packets of each direction, independent of each other
 * @param queueBdps how much may wait before the bottleneck, in products of bandwidth and delay; {@link #QUEUE_BYTES_MIN} at least
 * @param hosts what others take from both ends' processors
 */
record LinkCase(int megabitsPerSecond, int rttMillis, double lossPercent, double queueBdps, HostLoad hosts) {
    /** A hundred packets: shorter queues are not built, however short the way is. */
    static final int QUEUE_BYTES_MIN = 120_000;

    static LinkCase of(int megabitsPerSecond, int rttMillis, double lossPercent) {
        return new LinkCase(megabitsPerSecond, rttMillis, lossPercent, 1, HostLoad.NONE);
    }

    LinkCase withQueueBdps(double newQueueBdps) {
        return new LinkCase(megabitsPerSecond, rttMillis, lossPercent, newQueueBdps, hosts);
    }

    LinkCase withHosts(HostLoad newHosts) {
        return new LinkCase(megabitsPerSecond, rttMillis, lossPercent, queueBdps, newHosts);
    }

    /** What is on the way when the link is full and nothing waits. */
    long bdpBytes() {
        return megabitsPerSecond * 125L * rttMillis;
    }

    long rttNanos() {
        return TimeUnit.MILLISECONDS.toNanos(rttMillis);
    }

    /** How much may really wait before the bottleneck. */
    int queueBytes() {
        return (int) Math.max(QUEUE_BYTES_MIN, queueBdps * bdpBytes());
    }

    /** The same in products of bandwidth and delay, which is more than was asked for where that is too short. */
    double queueBdpsBuilt() {
        return (double) queueBytes() / Math.max(1, bdpBytes());
    }

    LinkConditions conditions() {
        return LinkConditions.perfect()
                .withBandwidth(megabitsPerSecond * 1000L, queueBytes())
                .withDelayMillis(rttMillis / 2.0, 0)
                .withLossRate(lossPercent / 100);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%4d Mbit/s %3d ms %3.1f %%", megabitsPerSecond, rttMillis, lossPercent);
    }
}
