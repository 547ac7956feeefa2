package io.github.datachannel4j.benchmarks.transfer;

import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import io.github.datachannel4j.testkit.Outage;
import io.github.datachannel4j.testkit.VirtualTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run blackout}: how soon a transfer is back after a second of nothing. */
@Command(
        name = "blackout",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "A bulk transfer in virtual time whose path carries nothing for a second, in both directions.",
            "Milliseconds from the end of the black-out until the first new user data arrives, and until the goodput of 100 ms is back at "
                    + "80 % of what it was."
        })
public final class BlackoutCommand extends FigureCommand {
    private static final long BEFORE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long OUTAGE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int WINDOW_STEPS = 10;
    private static final int STEPS_MAX = 3000;
    private static final double BACK = 0.8;
    private static final long SEED = 1;

    @Option(names = "--mbit", defaultValue = "20", description = "Link in Mbit/s (default: ${DEFAULT-VALUE}).")
    private int megabits;

    @Option(
            names = "--rtt",
            split = ",",
            defaultValue = "20,50,100",
            description = "Round trips in ms (default: ${DEFAULT-VALUE}).")
    private List<Integer> rttMillis = List.of();

    @Override
    void measure(Report report) {
        for (int rtt : rttMillis) {
            LinkCase link = LinkCase.of(megabits, rtt, 0);
            for (Algorithm algorithm : algorithms()) {
                progress(link + " " + algorithm);
                Recovery recovery = run(link, algorithm);
                report.add(new Report.Row()
                        .with(link)
                        .with("controller", algorithm)
                        .with("first data ms", recovery.firstDataMillis())
                        .with("80 % again ms", recovery.fullRateMillis()));
            }
        }
    }

    /** Milliseconds after the end of the black-out; -1 for not within the time that was watched. */
    record Recovery(long firstDataMillis, long fullRateMillis) {}

    static Recovery run(LinkCase link, Algorithm algorithm) {
        Bottleneck bottleneck = new Bottleneck(link, SEED);
        VirtualTime time = bottleneck.time();
        Flow flow = new Flow(bottleneck, options(algorithm), 0, Transfer.MESSAGE_BYTES);
        time.runFor(BEFORE_NANOS / 2);
        long halfway = flow.deliveredBytes();
        time.runFor(BEFORE_NANOS / 2);
        double bytesPerNano = (flow.deliveredBytes() - halfway) / (BEFORE_NANOS / 2.0);
        bottleneck.network().addOutage(new Outage(time.nowNanos(), time.nowNanos() + OUTAGE_NANOS));
        time.runFor(OUTAGE_NANOS);

        double enough = BACK * bytesPerNano * WINDOW_STEPS * STEP_NANOS;
        long[] delivered = new long[STEPS_MAX + 1];
        delivered[0] = flow.deliveredBytes();
        long firstData = -1;
        for (int step = 1; step <= STEPS_MAX; step++) {
            time.runFor(STEP_NANOS);
            delivered[step] = flow.deliveredBytes();
            if (firstData < 0 && delivered[step] > delivered[0]) {
                firstData = step * 10L;
            }
            // What had waited behind the gap arrives in one go; that is no rate.
            int from = step - WINDOW_STEPS;
            if (firstData >= 0 && from * 10L >= firstData && delivered[step] - delivered[from] >= enough) {
                return new Recovery(firstData, step * 10L);
            }
        }
        return new Recovery(firstData, -1);
    }
}
