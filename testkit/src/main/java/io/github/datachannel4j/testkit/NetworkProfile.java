package io.github.datachannel4j.testkit;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network with a name: the conditions of both directions, and when nothing gets through.
 *
 * <p>The figures are typical ones, rounded, not measurements. Queues hold about one round trip's worth of the bottleneck, since a
 * shorter one throttles and a longer one hides every loss behind delay.
 *
 * @param name for messages
 * @param conditions of each direction
 * @param outages when neither direction carries anything
 */
public record NetworkProfile(String name, LinkConditions conditions, List<Outage> outages) {
    /** Nothing is lost, nothing changes; only a delay, so that a round trip exists. */
    public static final NetworkProfile CLEAN = of("clean", base().withDelayMillis(10, 0));

    /** Two processes on one machine. */
    public static final NetworkProfile LOOPBACK = of("loopback", base().withDelayMillis(0.02, 0.01));

    /** A wired local network. */
    public static final NetworkProfile LAN =
            of("lan", base().withDelayMillis(0.25, 0.05).withBandwidth(1_000_000, 512_000));

    /** A home: some jitter, some loss, some packets that overtake. */
    public static final NetworkProfile WIFI = of(
            "wifi",
            base().withDelayMillis(5, 8)
                    .withBandwidth(50_000, 256_000)
                    .withLossRate(0.005)
                    .withReordering(0.005, 10));

    /** A phone: delay varies and losses come in bursts. */
    public static final NetworkProfile LTE = of(
            "lte",
            base().withDelayMillis(25, 20)
                    .withBandwidth(20_000, 300_000)
                    .withBurstLoss(new BurstLoss(0.002, 0.3, 0, 0.6)));

    /** A geostationary satellite. */
    public static final NetworkProfile SATELLITE = of(
            "satellite",
            base().withDelayMillis(280, 5).withBandwidth(10_000, 700_000).withLossRate(0.005));

    /** A bad line: one packet in ten is lost, now and then several in a row. */
    public static final NetworkProfile LOSSY = of(
            "lossy", base().withDelayMillis(20, 5).withLossRate(0.07).withBurstLoss(new BurstLoss(0.02, 0.4, 0, 0.6)));

    /** A modem-like bottleneck with a short queue. */
    public static final NetworkProfile NARROW =
            of("narrow", base().withDelayMillis(30, 0).withBandwidth(256, 16_000));

    /** Many packets overtake others. */
    public static final NetworkProfile REORDER =
            of("reorder", base().withDelayMillis(20, 2).withReordering(0.2, 40));

    /** Many packets arrive twice, some damaged. */
    public static final NetworkProfile DUPLICATE =
            of("duplicate", base().withDelayMillis(20, 2).withDuplicateRate(0.2).withCorruptRate(0.01));

    /** Good, but dead for a second and later for three. */
    public static final NetworkProfile BLACKOUT = new NetworkProfile(
            "blackout", base().withDelayMillis(20, 2), List.of(outageMillis(300, 1300), outageMillis(4000, 7000)));

    /** Far away and wide: a large product of bandwidth and delay. */
    public static final NetworkProfile LONG =
            of("long", base().withDelayMillis(150, 1).withBandwidth(100_000, 4_000_000));

    /** All that are named here, in this order. */
    public static final List<NetworkProfile> ALL =
            List.of(CLEAN, LOOPBACK, LAN, WIFI, LTE, SATELLITE, LOSSY, NARROW, REORDER, DUPLICATE, BLACKOUT, LONG);

    private static NetworkProfile of(String name, LinkConditions conditions) {
        return new NetworkProfile(name, conditions, List.of());
    }

    private static LinkConditions base() {
        return LinkConditions.perfect();
    }

    private static Outage outageMillis(long from, long until) {
        return new Outage(TimeUnit.MILLISECONDS.toNanos(from), TimeUnit.MILLISECONDS.toNanos(until));
    }

    @Override
    public String toString() {
        return name;
    }
}
