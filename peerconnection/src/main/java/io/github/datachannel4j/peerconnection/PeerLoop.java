package io.github.datachannel4j.peerconnection;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer's place on its event loop, and the only driver of its cores. Everything happens in turns: run the commands of the API, drain
 * what they and the network have caused, call the user back, re-arm the one timer.
 *
 * <p>A turn never nests: what a listener calls becomes a command of the same turn, and what arrives from the network while a turn is
 * asked for waits in the cores. So many datagrams and many messages share one round of packets, and nobody is called out of a
 * half-changed object. Because each operation of the W3C's operations chain ends within its command, the queue of commands is that chain.
 */
final class PeerLoop {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLoop.class);

    /** After so many rounds a turn ends although there is more to do, so that the other peers of the loop get theirs. */
    private static final int ROUNDS_MAX = 16;

    private static final int COMMANDS_PER_ROUND_MAX = 512;

    /** What a turn drives; called on the loop only. */
    interface Driven {
        /** Something to do at the end of the commands: advance to now, hand on all outputs. */
        void drain(long nowNanos);

        /** When to drain again without any other cause; {@link Long#MAX_VALUE} for never. */
        long nextTimeout();

        /** Called once the commands of the turn are done, before callbacks. */
        void commandsDone();
    }

    private final ScheduledExecutorService loop;
    private final LongSupplier clockNanos;
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Runnable> callbacks = new ArrayDeque<>();
    private final AtomicBoolean turnRequested = new AtomicBoolean();
    private volatile @Nullable Thread loopThread; // null before the first turn
    private @Nullable Driven driven; // null until attached, and after detach
    private Consumer<Throwable> faults = fault -> {};
    private @Nullable ScheduledFuture<?> timer; // null when nothing is armed
    private long timerNanos = Long.MAX_VALUE;

    PeerLoop(ScheduledExecutorService loop, LongSupplier clockNanos) {
        this.loop = loop;
        this.clockNanos = clockNanos;
    }

    /** Says whom to drive, and who hears of our own faults. Before the first command. */
    void attach(Driven newDriven, Consumer<Throwable> newFaults) {
        driven = newDriven;
        faults = newFaults;
    }

    ScheduledExecutorService executor() {
        return loop;
    }

    long nowNanos() {
        return clockNanos.getAsLong();
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == loopThread;
    }

    /** Runs a command in the next turn, or in this one. From any thread. */
    void execute(Runnable command) {
        commands.add(command);
        requestTurn();
    }

    /** Asks for a turn, because the network has changed something. From any thread. */
    void requestTurn() {
        if (!turnRequested.compareAndSet(false, true)) {
            return;
        }
        try {
            loop.execute(this::turn);
        } catch (RejectedExecutionException loopIsGone) {
            LOG.trace("the loop is gone; the caller does its work", loopIsGone);
            turnWithoutLoop();
        }
    }

    /** Calls back to the user at the end of this turn. On the loop. */
    void callback(Runnable callback) {
        callbacks.add(callback);
    }

    /** Runs something once after a delay, as a command. */
    ScheduledFuture<?> schedule(Runnable command, long delayNanos) {
        return loop.schedule(() -> execute(command), delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Ends the driving: no timer is armed any more. Commands and callbacks still run. */
    void detach() {
        driven = null;
        rearm(Long.MAX_VALUE);
    }

    /** The connection is closed and its loop shut down: whoever still calls does the work, one at a time. */
    private synchronized void turnWithoutLoop() {
        rounds();
    }

    private void turn() {
        loopThread = Thread.currentThread();
        rounds();
    }

    private void rounds() {
        // From here on a new command is seen either by this turn or by the next one that it asks for.
        turnRequested.set(false);
        int rounds = 0;
        do {
            round();
            rounds++;
        } while (rounds < ROUNDS_MAX && hasWork());
        if (hasWork()) {
            requestTurn();
        }
        rearm(driven == null ? Long.MAX_VALUE : driven.nextTimeout());
    }

    private boolean hasWork() {
        return !commands.isEmpty() || !callbacks.isEmpty();
    }

    private void round() {
        Runnable command;
        for (int i = 0; i < COMMANDS_PER_ROUND_MAX && (command = commands.poll()) != null; i++) {
            guarded(command);
        }
        Driven whom = driven;
        if (whom != null) {
            guarded(() -> whom.drain(nowNanos()));
            if (commands.isEmpty()) {
                guarded(whom::commandsDone);
            }
        }
        // Only those that are there now: what they cause belongs to the next round, after a drain.
        for (int i = callbacks.size(); i > 0; i--) {
            guarded(callbacks.remove());
        }
    }

    /** A bug of ours ends this peer, never the loop, and is never silent. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error fault) {
            LOG.error("a fault of this library; the peer connection is closed", fault);
            faults.accept(fault);
        }
    }

    private void rearm(long deadlineNanos) {
        // A timer that fires too early only costs a turn; one for each turn would cost more.
        if (timer != null && timerNanos <= deadlineNanos && deadlineNanos != Long.MAX_VALUE) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        timerNanos = deadlineNanos;
        if (deadlineNanos == Long.MAX_VALUE) {
            return;
        }
        try {
            timer = loop.schedule(this::timerFired, Math.max(0, deadlineNanos - nowNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException loopIsGone) {
            LOG.trace("the loop is gone, and time with it", loopIsGone);
        }
    }

    private void timerFired() {
        timer = null;
        turn();
    }
}
