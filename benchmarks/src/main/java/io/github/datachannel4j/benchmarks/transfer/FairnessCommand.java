package io.github.datachannel4j.benchmarks.transfer;

import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import io.github.datachannel4j.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run fairness}: two flows on one link. */
@Command(
        name = "fairness",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Two flows through one bottleneck in virtual time: two of each controller, and each with each other; the second begins later.",
            "Their goodput once both have settled, and Jain's index of it (1 is fair, 0.5 is one flow taking all)."
        })
public final class FairnessCommand extends FigureCommand {
    /** The first has filled the link by then. */
    private static final long LATER_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long SEED = 1;

    @Option(names = "--mbit", defaultValue = "20", description = "Link in Mbit/s (default: ${DEFAULT-VALUE}).")
    private int megabits;

    @Option(names = "--rtt", defaultValue = "50", description = "Round trip in ms (default: ${DEFAULT-VALUE}).")
    private int rttMillis;

    @Option(
            names = "--queue",
            split = ",",
            defaultValue = "1,4",
            description =
                    "Room before the bottleneck in products of bandwidth and delay, 120 kB at least; the table has what was really built "
                            + "(default: ${DEFAULT-VALUE}).")
    private List<Double> queueBdps = List.of();

    @Override
    void measure(Report report) {
        for (double queue : queueBdps) {
            LinkCase link = LinkCase.of(megabits, rttMillis, 0).withQueueBdps(queue);
            for (Algorithm first : algorithms()) {
                for (Algorithm second : algorithms()) {
                    progress(link + " queue " + queue + " " + first + " " + second);
                    List<Double> goodput = share(link, List.of(first, second));
                    report.add(new Report.Row()
                            .with(link)
                            .with("queue BDPs", link.queueBdpsBuilt(), 2)
                            .with("first", first)
                            .with("second", second)
                            .with("first Mbit/s", goodput.get(0), 2)
                            .with("second Mbit/s", goodput.get(1), 2)
                            .with("Jain", jain(goodput), 3));
                }
            }
        }
    }

    /** The goodput of flows that begin one after the other, in Mbit/s. */
    static List<Double> share(LinkCase link, List<Algorithm> algorithms) {
        Bottleneck bottleneck = new Bottleneck(link, SEED);
        VirtualTime time = bottleneck.time();
        List<Flow> flows = new ArrayList<>();
        for (Algorithm algorithm : algorithms) {
            flows.add(new Flow(bottleneck, options(algorithm), flows.size(), Transfer.MESSAGE_BYTES));
            time.runFor(LATER_NANOS);
        }
        time.runFor(SETTLE_NANOS);
        List<Long> before = flows.stream().map(Flow::deliveredBytes).toList();
        time.runFor(MEASURED_NANOS);
        List<Double> goodput = new ArrayList<>();
        for (int i = 0; i < flows.size(); i++) {
            goodput.add((flows.get(i).deliveredBytes() - before.get(i)) * 8e3 / MEASURED_NANOS);
        }
        return goodput;
    }

    static double jain(List<Double> goodput) {
        Samples samples = new Samples();
        goodput.forEach(samples::add);
        return samples.jainIndex();
    }
}
