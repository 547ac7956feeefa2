package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What many idle peers hold on to must not grow unseen: threads, and heap that is still there after a collection. Both ends live in this
 * process. The figures of ten thousand at one server come from benchmarks/run peers.
 */
class IdlePeersTest {
    private static final int PEERS = 304;

    /** Loads what all need, and makes the tables of both factories. */
    private static final int PEERS_AT_FIRST = 48;

    /** Few enough that the threads that serve a connect, which ice4j keeps for a minute, stay few. */
    private static final int AT_ONCE = 8;

    private static final int WAIT_SECONDS = 60;

    /** The bar of 40 KB a peer at one end, for two ends; 61 KB are usual. */
    private static final long HEAP_BYTES_MAX = 2 * 40 * 1024;

    /** The bar for a whole process on up to 8 processors. Some threads there are for each processor. */
    private static final int THREADS_MAX = 64 * Math.max(1, Runtime.getRuntime().availableProcessors() / 8);

    /** A collection may come before the last handshake has let go of its memory. */
    private static final int ROUNDS_MIN = 5;

    private static final int ROUNDS_MAX = 40;

    @Test
    @Timeout(240)
    void holdLittleHeapAndNoThreads() {
        // Tests before this one may have left some that are about to end.
        int threadsBefore = threads();
        NetworkOptions port = NetworkOptions.loopbackOnly();
        try (PeerConnectionFactory server = PeerConnectionFactory.create(
                        PeerConnectionConfig.defaults().withNetwork(port));
                PeerConnectionFactory clients = PeerConnectionFactory.create(
                        PeerConnectionConfig.defaults().withNetwork(port.withPortPerConnection()))) {
            connect(clients, server, PEERS_AT_FIRST);
            long heapBefore = leastHeapBytes(0);
            connect(clients, server, PEERS);
            long heapAfter = leastHeapBytes(heapBefore + PEERS * HEAP_BYTES_MAX);

            assertThat(server.connectionCount()).isEqualTo(PEERS_AT_FIRST + PEERS);
            assertThat((heapAfter - heapBefore) / PEERS)
                    .as("bytes of heap for both ends of a connection")
                    .isLessThan(HEAP_BYTES_MAX);
            assertThat(threads() - threadsBefore).as("threads for all of them").isLessThan(THREADS_MAX);
        }
    }

    private static int threads() {
        return Thread.getAllStackTraces().size();
    }

    private static void connect(PeerConnectionFactory clients, PeerConnectionFactory server, int count) {
        for (int made = 0; made < count; made += AT_ONCE) {
            List<CompletableFuture<DataChannel>> opened = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                opened.add(StormTest.connect(clients.newPeerConnection(), server.newPeerConnection()));
            }
            CompletableFuture.allOf(opened.toArray(CompletableFuture<?>[]::new))
                    .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    /** The least that is in use after a collection; looked for until it is below what is enough. */
    private static long leastHeapBytes(long enough) {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS_MIN || (i < ROUNDS_MAX && least >= enough && enough > 0); i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
