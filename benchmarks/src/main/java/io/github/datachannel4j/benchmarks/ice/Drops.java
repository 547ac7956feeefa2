package io.github.datachannel4j.benchmarks.ice;

import io.github.datachannel4j.ice.IceNetworkStats;
import io.github.datachannel4j.ice.StrangerAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Bursts of unwelcome packets at a server's port, and a look that they have left nothing behind. */
final class Drops implements AutoCloseable {
    /** As many as the port reads in a turn; they fit into the least receive buffer of a system. */
    static final int BURST = 64;

    private static final String PAGE_PASSWORD = "thePasswordThatIsOnThePage";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long PAUSE_NANOS = 50_000;
    private static final int SEED = 4711;

    private final Server server = new Server();
    private final PlayedPeer sender;
    private final List<byte[]> packets = new ArrayList<>();
    private long expected;

    Drops(Unwelcome kind) throws IOException {
        if (kind.needsStrangersDoor()) {
            server.network().admitStrangers(StrangerAccess.withPassword(PAGE_PASSWORD), stranger -> {
                throw new IllegalStateException("let in without the password: " + stranger);
            });
        }
        sender = new PlayedPeer(server.address());
        Random random = new Random(SEED);
        for (int i = 0; i < BURST; i++) {
            packets.add(kind.packet(server.resident().localParameters(), random));
        }
    }

    /** Sends a burst: what the server has taken to drop it. */
    Cost run() throws IOException {
        Cost.Since since = new Cost.Since();
        for (byte[] packet : packets) {
            sender.send(packet);
        }
        expected += BURST;
        long start = System.nanoTime();
        while (server.network().stats().datagramsReceived() < expected) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("the burst was lost on the way: " + stats());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        // The last one has been counted and may still be looked at.
        server.onLoop(() -> true);
        return since.untilNow();
    }

    IceNetworkStats stats() {
        return server.network().stats();
    }

    /** Throws if any packet was answered or is remembered. */
    void requireNothingLeftBehind() {
        IceNetworkStats stats = stats();
        int pairs = server.onLoop(() -> server.resident().stats().pairs().size());
        if (stats.agents() != 1 || stats.datagramsSent() != 0 || stats.receiveErrors() != 0 || pairs != 0) {
            throw new IllegalStateException("unwelcome packets have left something behind: " + stats + ", " + pairs
                    + " pairs of the agent that was there before");
        }
    }

    @Override
    public void close() {
        try {
            sender.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            server.close();
        }
    }
}
