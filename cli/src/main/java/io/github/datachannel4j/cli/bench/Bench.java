package io.github.datachannel4j.cli.bench;

import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import io.github.datachannel4j.peerconnection.SctpOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Runs all measurements, one after the other: clients with a UDP port each on the left, a server with one for all on the right. */
public final class Bench {
    private Bench() {}

    /** Measures, with nothing changed. */
    public static BenchReport run(BenchOptions options, Consumer<String> progress) throws Exception {
        return run(options, config -> config, BenchWatch.NONE, progress);
    }

    /**
     * Measures.
     *
     * @param change for the configuration of the clients, e.g. a capture
     * @param watch is shown the sender of the throughput
     * @param progress gets a line before each measurement
     */
    public static BenchReport run(
            BenchOptions options,
            UnaryOperator<PeerConnectionConfig> change,
            BenchWatch watch,
            Consumer<String> progress)
            throws Exception {
        NetworkOptions loopback = NetworkOptions.loopbackOnly();
        PeerConnectionConfig server = PeerConnectionConfig.defaults()
                .withNetwork(loopback)
                .withSctp(SctpOptions.defaults().withCongestion(options.congestion()));
        PeerConnectionConfig clients = change.apply(server.withNetwork(loopback.withPortPerConnection()));
        List<BenchReport.Figure> figures = new ArrayList<>();
        try (PeerConnectionFactory left = PeerConnectionFactory.create(clients);
                PeerConnectionFactory right = PeerConnectionFactory.create(server)) {
            // First, since what the others leave behind is collected during the measurement and would make up for it.
            progress.accept("memory: " + options.connections() + " idle connections ...");
            List<BenchReport.Figure> memory = MemoryBench.run(left, right, options.connections());
            progress.accept("throughput: " + options.seconds() + " s after "
                    + ThroughputBench.warmUpSeconds(options.seconds()) + " s to warm up ...");
            figures.addAll(ThroughputBench.run(left, right, options.seconds(), watch));
            progress.accept("round trips: " + options.roundTrips() + " ...");
            figures.addAll(RoundTripBench.run(left, right, options.roundTrips()));
            progress.accept("connection set-up: " + options.connections() + " ...");
            figures.addAll(SetUpBench.run(left, right, options.connections()));
            figures.addAll(memory);
        }
        return new BenchReport(figures);
    }
}
