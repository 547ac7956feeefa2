package io.github.datachannel4j.cli.bench;

import io.github.datachannel4j.cli.bench.BenchReport.Figure;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Heap that idle connections hold: ICE, DTLS, SCTP and one open channel. A pair is two connections. */
final class MemoryBench {
    /** One collection leaves what finalizers and reference queues still hold. */
    private static final int COLLECTIONS = 3;

    private static final int WARM_UP_PAIRS = 20;

    private MemoryBench() {}

    static List<Figure> run(PeerConnectionFactory left, PeerConnectionFactory right, int connections) throws Exception {
        int pairs = connections / 2;
        List<ConnectedPair> open = new ArrayList<>();
        try {
            // The first connections load what all of them need, and the one that stays holds it.
            for (int i = 0; i < WARM_UP_PAIRS; i++) {
                ConnectedPair.open(left, right).close();
            }
            open.add(ConnectedPair.open(left, right));
            long before = usedHeap();
            for (int i = 0; i < pairs; i++) {
                open.add(ConnectedPair.open(left, right));
            }
            double bytes = usedHeap() - before;
            return List.of(new Figure(
                    "heapKilobytesPerConnection", "heap per idle connection", bytes / (2.0 * pairs) / 1000, "KB"));
        } finally {
            open.forEach(ConnectedPair::close);
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
