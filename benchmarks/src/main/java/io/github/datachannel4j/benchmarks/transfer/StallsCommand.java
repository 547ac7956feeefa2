package io.github.datachannel4j.benchmarks.transfer;

import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run stalls}: hosts that do not always run. */
@Command(
        name = "stalls",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "One bulk transfer in virtual time between two hosts that others keep from the processor again and again: packets and timers are "
                    + "seen late, many at a time.",
            "Measured after a warm-up of 20 round trips or a second."
        })
public final class StallsCommand extends FigureCommand {
    @Option(names = "--mbit", defaultValue = "20", description = "Link in Mbit/s (default: ${DEFAULT-VALUE}).")
    private int megabits;

    @Option(names = "--rtt", defaultValue = "50", description = "Round trip in ms (default: ${DEFAULT-VALUE}).")
    private int rttMillis;

    @Option(
            names = "--loss",
            split = ",",
            defaultValue = "0,1",
            description = "Loss in percent (default: ${DEFAULT-VALUE}).")
    private List<Double> lossPercent = List.of();

    @Option(
            names = "--load",
            split = ",",
            paramLabel = "GAP/STALL",
            defaultValue = "1/0,5/5,10/20,3/20,20/100",
            converter = LoadConverter.class,
            description =
                    "Milliseconds between two stalls, on average, and the longest stall (default: ${DEFAULT-VALUE}).")
    private List<HostLoad> loads = List.of();

    @Override
    void measure(Report report) {
        for (double loss : lossPercent) {
            LinkCase link = LinkCase.of(megabits, rttMillis, loss);
            for (HostLoad load : loads) {
                for (Algorithm algorithm : algorithms()) {
                    progress(link + " load " + load + " " + algorithm);
                    report.add(row(link, load, algorithm));
                }
            }
        }
    }

    private static Report.Row row(LinkCase link, HostLoad load, Algorithm algorithm) {
        Transfer.Figures figures = Transfer.run(link.withHosts(load), options(algorithm));
        return new Report.Row()
                .with(link)
                .with("load", load)
                .with("stalled %", Math.round(100 * load.stalledShare()))
                .with("controller", algorithm)
                .with("goodput", figures.goodputMbit(), 2)
                .with("% of link", 100 * figures.utilization(), 1)
                .with("queue kB mean", figures.queueMeanBytes() / 1000, 1)
                .with("sent again %", figures.retransmittedPercent(), 2);
    }
}
