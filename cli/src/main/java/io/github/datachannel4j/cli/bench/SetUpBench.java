package io.github.datachannel4j.cli.bench;

import io.github.datachannel4j.cli.bench.BenchReport.Figure;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import java.util.List;

/** From the call that makes the offer to the open channel, one connection at a time, signaling inside the process. */
final class SetUpBench {
    private SetUpBench() {}

    static List<Figure> run(PeerConnectionFactory left, PeerConnectionFactory right, int connections) throws Exception {
        for (int i = 0; i < connections / 4; i++) {
            ConnectedPair.open(left, right).close();
        }
        long[] nanos = new long[connections];
        for (int i = 0; i < connections; i++) {
            long before = System.nanoTime();
            ConnectedPair pair = ConnectedPair.open(left, right);
            nanos[i] = System.nanoTime() - before;
            pair.close();
        }
        Percentiles millis = Percentiles.of(nanos, 1e6);
        return List.of(
                new Figure("setUpP50Millis", "connection set-up p50", millis.at(0.50), "ms"),
                new Figure("setUpP90Millis", "connection set-up p90", millis.at(0.90), "ms"));
    }
}
