package io.github.datachannel4j.peerconnection;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after the other, in order, on an executor that may have many threads. */
final class SerialExecutor implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    /** Then the thread is given back, so that the other peers get it. */
    private static final int TASKS_AT_A_TIME_MAX = 64;

    private final Executor executor;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    SerialExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            resume();
        }
    }

    private void resume() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            // Better there than nowhere: among the tasks are those that say that all is closed.
            LOG.warn("the listener executor takes no more tasks; listeners run on the caller", e);
            run();
        }
    }

    private void run() {
        for (int i = 0; i < TASKS_AT_A_TIME_MAX; i++) {
            Runnable task = tasks.remove();
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener threw", e);
            }
            if (waiting.decrementAndGet() == 0) {
                return;
            }
        }
        resume();
    }
}
