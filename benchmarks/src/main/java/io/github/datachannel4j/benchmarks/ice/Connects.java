package io.github.datachannel4j.benchmarks.ice;

import io.github.datachannel4j.ice.IceParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Agents of a server that are made, connected by played peers, and closed. */
final class Connects implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** Between two looks for packets, so that the peers leave the processor to the server; as long as an answer takes. */
    private static final long PAUSE_NANOS = 20_000;

    private final Server server = new Server();
    private final AgentKind kind;
    private final List<PlayedPeer> peers = new ArrayList<>();

    /** @param atOnce how many connect together */
    Connects(AgentKind kind, int atOnce) throws IOException {
        this.kind = kind;
        for (int i = 0; i < atOnce; i++) {
            peers.add(new PlayedPeer(server.address()));
        }
    }

    /** Connects all peers once: what the server has taken for it, from the making of the agents to their end. */
    Cost run() throws IOException {
        Cost.Since since = new Cost.Since();
        Server.Waiting waiting = server.createAgents(kind, peers.size());
        List<IceParameters> theirs = waiting.parameters();
        for (int i = 0; i < peers.size(); i++) {
            peers.get(i).call(theirs.get(i));
        }
        long start = System.nanoTime();
        while (waiting.toConnect().getCount() > 0) {
            for (int i = 0; i < peers.size(); i++) {
                peers.get(i).play(theirs.get(i));
            }
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException(
                        waiting.toConnect().getCount() + " of " + peers.size() + " have not been connected in time");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        server.closeAgents(waiting);
        return since.untilNow();
    }

    @Override
    public void close() {
        for (PlayedPeer peer : peers) {
            try {
                peer.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        server.close();
    }
}
