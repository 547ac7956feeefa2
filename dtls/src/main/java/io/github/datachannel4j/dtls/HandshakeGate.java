package io.github.datachannel4j.dtls;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets a bounded number of handshakes run at the same time, and has the others wait in the order of their arrival.
 * Without it a crowd of peers that connect together shares the processor so thinly that all of them retransmit. One
 * gate serves all connections of a factory; it is thread-safe.
 */
public final class HandshakeGate {

    /**
     * A handshake costs about 1 ms of processor time but lasts two or three round trips, so some tens of them keep one
     * core busy; more only adds retransmissions.
     */
    private static final int HANDSHAKES_PER_PROCESSOR = 64;

    private final int limit;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;

    /** A gate for at most {@code limit} handshakes at a time. */
    public HandshakeGate(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a gate that admits " + limit + " handshakes would admit none");
        }
        this.limit = limit;
    }

    /** A gate of the size that fits this machine: 64 handshakes for each processor. */
    public static HandshakeGate ofDefaultLimit() {
        return new HandshakeGate(HANDSHAKES_PER_PROCESSOR * Runtime.getRuntime().availableProcessors());
    }

    /** How many handshakes may run at the same time. */
    public int limit() {
        return limit;
    }

    /** How many handshakes run now. */
    public synchronized int running() {
        return running;
    }

    /** How many handshakes wait to be admitted now. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Calls {@code admitted} at once when there is room, else when a running handshake leaves, on the leaver's thread. */
    void enter(Runnable admitted) {
        synchronized (this) {
            if (running == limit) {
                waiting.add(admitted);
                return;
            }
            running++;
        }
        admitted.run();
    }

    /** Takes back what has been given to {@link #enter}; false when it has been admitted already. */
    synchronized boolean withdraw(Runnable admitted) {
        return waiting.remove(admitted);
    }

    /** To be called once for each admitted handshake, when it is over. */
    void leave() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                running--;
            }
        }
        // The place of the one that leaves goes to the next one, so `running` stays as it is.
        if (next != null) {
            next.run();
        }
    }
}
