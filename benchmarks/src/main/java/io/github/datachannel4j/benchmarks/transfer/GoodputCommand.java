package io.github.datachannel4j.benchmarks.transfer;

import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run goodput}: the grid. */
@Command(
        name = "goodput",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "One bulk transfer in virtual time, for each link, round trip, loss and controller: goodput, what stands in the queue, and the "
                    + "round trip of a ping on a stream of its own beside it.",
            "Measured after a warm-up of 20 round trips or a second. Loss is random, in both directions."
        })
public final class GoodputCommand extends FigureCommand {
    @Option(
            names = "--mbit",
            split = ",",
            defaultValue = "1,20,100,1000",
            description = "Links in Mbit/s (default: ${DEFAULT-VALUE}).")
    private List<Integer> megabits = List.of();

    @Option(
            names = "--rtt",
            split = ",",
            defaultValue = "0,20,50,100,300",
            description = "Round trips in ms (default: ${DEFAULT-VALUE}).")
    private List<Integer> rttMillis = List.of();

    @Option(
            names = "--loss",
            split = ",",
            defaultValue = "0,0.1,1,5",
            description = "Loss in percent (default: ${DEFAULT-VALUE}).")
    private List<Double> lossPercent = List.of();

    @Option(
            names = "--queue",
            defaultValue = "1",
            description =
                    "Room before the bottleneck in products of bandwidth and delay, 120 kB at least (default: ${DEFAULT-VALUE}).")
    private double queueBdps;

    @Override
    void measure(Report report) {
        int cells = megabits.size()
                * rttMillis.size()
                * lossPercent.size()
                * algorithms().size();
        int done = 0;
        for (int mbit : megabits) {
            for (int rtt : rttMillis) {
                for (double loss : lossPercent) {
                    LinkCase link = LinkCase.of(mbit, rtt, loss).withQueueBdps(queueBdps);
                    for (Algorithm algorithm : algorithms()) {
                        progress(++done + "/" + cells + " " + link + " " + algorithm);
                        report.add(row(link, algorithm));
                    }
                }
            }
        }
    }

    private static Report.Row row(LinkCase link, Algorithm algorithm) {
        Transfer.Figures figures = Transfer.run(link, options(algorithm));
        return new Report.Row()
                .with(link)
                .with("controller", algorithm)
                .with("goodput", figures.goodputMbit(), 2)
                .with("% of link", 100 * figures.utilization(), 1)
                .with("queue kB mean", figures.queueMeanBytes() / 1000, 1)
                .with("p95", figures.queueP95Bytes() / 1000, 1)
                .with("% of BDP", 100 * figures.queueMeanBytes() / Math.max(1, link.bdpBytes()), 0)
                .with("ping ms p50", figures.pingP50Millis(), 1)
                .with("p95 ms", figures.pingP95Millis(), 1)
                .with("sent again %", figures.retransmittedPercent(), 2);
    }
}
