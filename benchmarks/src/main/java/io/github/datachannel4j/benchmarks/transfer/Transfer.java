package io.github.datachannel4j.benchmarks.transfer;

import io.github.datachannel4j.sctp.AssociationMetrics;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.testkit.VirtualTime;
import java.util.concurrent.TimeUnit;

/** One flow alone on a link, measured after it has found its pace. */
final class Transfer {
    /** As {@code ./dc4j bench} sends. */
    static final int MESSAGE_BYTES = 16 << 10;

    private static final long SEED = 1;
    private static final long PING_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** On a slow link, pings that come faster than the bulk's messages would wait for each other. */
    private static final long PING_EVERY_BYTES = 4L * MESSAGE_BYTES;

    private static final long SAMPLE_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final double BITS_PER_MEGABIT = 1e6;

    private Transfer() {}

    /**
     * What one transfer showed.
     *
     * @param goodputMbit user data a second
     * @param utilization goodput by the rate of the link
     * @param queueMeanBytes what waited before the bottleneck
     * @param pingP50Millis round trip of a small message on a stream of its own
     * @param retransmittedPercent of the DATA chunks
     */
    record Figures(
            double goodputMbit,
            double utilization,
            double queueMeanBytes,
            double queueP95Bytes,
            double pingP50Millis,
            double pingP95Millis,
            double retransmittedPercent) {}

    /** How long to wait before anything counts, and how long it then counts. */
    record Span(long warmUpNanos, long measuredNanos) {
        private static final int WARM_UP_ROUND_TRIPS = 20;
        private static final int MEASURED_ROUND_TRIPS = 60;
        /** Bounds the CPU of one cell to some seconds. */
        private static final long BYTES_MAX = 150_000_000;

        static Span ofSeconds(long warmUp, long measured) {
            return new Span(TimeUnit.SECONDS.toNanos(warmUp), TimeUnit.SECONDS.toNanos(measured));
        }

        static Span of(LinkCase link) {
            long fastest = (long) (BYTES_MAX * 8_000.0 / link.megabitsPerSecond());
            long warmUp = Math.max(TimeUnit.SECONDS.toNanos(1), WARM_UP_ROUND_TRIPS * link.rttNanos());
            long measured = Math.max(TimeUnit.SECONDS.toNanos(5), MEASURED_ROUND_TRIPS * link.rttNanos());
            long least = Math.max(TimeUnit.SECONDS.toNanos(1), 10 * link.rttNanos());
            return new Span(
                    Math.min(warmUp, Math.max(fastest / 2, least)), Math.min(measured, Math.max(fastest, least)));
        }
    }

    static Figures run(LinkCase link, AssociationOptions options) {
        return run(link, options, Span.of(link));
    }

    static Figures run(LinkCase link, AssociationOptions options, Span span) {
        return run(link, options, span, SEED);
    }

    /** Another seed is another row of packets that the link loses. */
    static Figures run(LinkCase link, AssociationOptions options, Span span, long seed) {
        Bottleneck bottleneck = new Bottleneck(link, seed);
        VirtualTime time = bottleneck.time();
        Flow flow = new Flow(bottleneck, options, 0, MESSAGE_BYTES);
        flow.awaitEstablished();
        flow.pingEvery(Math.max(PING_EVERY_NANOS, PING_EVERY_BYTES * 8_000 / link.megabitsPerSecond()));
        time.runFor(span.warmUpNanos());
        flow.takePingNanos();
        AssociationMetrics before = flow.senderMetrics();
        long deliveredBefore = flow.deliveredBytes();

        Samples queue = new Samples();
        long end = time.nowNanos() + span.measuredNanos();
        while (time.nowNanos() < end) {
            time.runFor(SAMPLE_EVERY_NANOS);
            queue.add(bottleneck.forward().queuedBytes());
        }

        Samples pings = new Samples();
        flow.takePingNanos().forEach(nanos -> pings.add(nanos / 1e6));
        AssociationMetrics after = flow.senderMetrics();
        double seconds = span.measuredNanos() / 1e9;
        double goodput = (flow.deliveredBytes() - deliveredBefore) * 8 / seconds / BITS_PER_MEGABIT;
        double chunks =
                Math.max(1, after.traffic().dataChunksOut() - before.traffic().dataChunksOut());
        return new Figures(
                goodput,
                goodput / link.megabitsPerSecond(),
                queue.mean(),
                queue.percentile(95),
                pings.percentile(50),
                pings.percentile(95),
                100 * (after.loss().retransmissions() - before.loss().retransmissions()) / chunks);
    }
}
