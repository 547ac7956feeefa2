package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Lets only so many sessions begin their checks at a time. Without it, a crowd that arrives at once answers nobody in
 * time, and each retransmission makes it worse. A session that has not connected after a second makes room, since by then
 * it only waits.
 */
final class AdmissionGate {
    /** Measured: beyond this, retransmissions begin to feed on themselves. */
    private static final int STARTS_PER_LOOP = 64;

    private static final long LEASE_MILLIS = 1000;

    private final int limit;
    private final Deque<Lease> waiting = new ArrayDeque<>();
    private int inside;

    AdmissionGate(int loops) {
        limit = STARTS_PER_LOOP * loops;
    }

    /** Runs the start on the loop, now or when its turn comes. */
    Lease enter(EventLoop loop, Runnable start) {
        Lease lease = new Lease(loop, start);
        synchronized (this) {
            if (inside == limit) {
                waiting.addLast(lease);
                return lease;
            }
            inside++;
        }
        lease.grant();
        return lease;
    }

    private void leave(Lease lease) {
        Lease next;
        synchronized (this) {
            if (waiting.remove(lease)) {
                return;
            }
            next = waiting.pollFirst();
            if (next == null) {
                inside--;
            }
        }
        if (next != null) {
            next.grant();
        }
    }

    /** One session's stay. Apart from its end, nobody has to care for it. */
    final class Lease {
        private final EventLoop loop;
        private final Runnable start;
        private volatile boolean granted;
        private boolean ended;

        private Lease(EventLoop loop, Runnable start) {
            this.loop = loop;
            this.start = start;
        }

        boolean isGranted() {
            return granted;
        }

        private void grant() {
            granted = true;
            loop.execute(start);
            loop.schedule(this::end, LEASE_MILLIS, TimeUnit.MILLISECONDS);
        }

        void end() {
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
            }
            leave(this);
        }
    }
}
