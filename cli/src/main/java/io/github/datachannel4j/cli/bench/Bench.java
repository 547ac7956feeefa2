package io.github.datachannel4j.cli.bench;

import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs all measurements, one after the other, on two factories with a UDP port each. */
public final class Bench {
    private Bench() {}

    /**
     * Measures.
     *
     * @param progress gets a line before each measurement
     */
    public static BenchReport run(BenchOptions options, Consumer<String> progress) throws Exception {
        PeerConnectionConfig config = PeerConnectionConfig.defaults().withNetwork(NetworkOptions.loopbackOnly());
        List<BenchReport.Figure> figures = new ArrayList<>();
        try (PeerConnectionFactory left = PeerConnectionFactory.create(config);
                PeerConnectionFactory right = PeerConnectionFactory.create(config)) {
            progress.accept("throughput: " + options.seconds() + " s after "
                    + ThroughputBench.warmUpSeconds(options.seconds()) + " s to warm up ...");
            figures.addAll(ThroughputBench.run(left, right, options.seconds()));
            progress.accept("round trips: " + options.roundTrips() + " ...");
            figures.addAll(RoundTripBench.run(left, right, options.roundTrips()));
            progress.accept("connection set-up: " + options.connections() + " ...");
            figures.addAll(SetUpBench.run(left, right, options.connections()));
            progress.accept("memory: " + options.connections() + " idle connections ...");
            figures.addAll(MemoryBench.run(left, right, options.connections()));
        }
        return new BenchReport(figures);
    }
}
