package io.github.datachannel4j.benchmarks.peers;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many connects, so many of them at a time. */
final class ConnectLoop {
    private static final int TIMEOUT_MINUTES = 10;

    /** From the offer to the open channel. */
    @FunctionalInterface
    interface Connect {
        /** How long it took. */
        long nanos() throws IOException;
    }

    /** What became of them; the percentiles are of those that did not fail, and 0 if there are none. */
    record Result(long elapsedNanos, int failures, long p50Nanos, long p99Nanos) {}

    private ConnectLoop() {}

    /** Returns when all are made; those that are not within ten minutes have failed. */
    static Result run(int count, int inFlight, Connect connect) throws InterruptedException {
        Semaphore places = new Semaphore(inFlight);
        Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        AtomicInteger failures = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(count);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            places.acquire();
            Thread.ofVirtual().start(() -> {
                try {
                    nanos.add(connect.nanos());
                } catch (RuntimeException | IOException e) {
                    failures.incrementAndGet();
                    System.err.println("connect: " + e);
                } finally {
                    places.release();
                    done.countDown();
                }
            });
        }
        boolean all = done.await(TIMEOUT_MINUTES, TimeUnit.MINUTES);
        long elapsed = System.nanoTime() - start;
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Result(elapsed, all ? failures.get() : count - sorted.length, at(sorted, 0.5), at(sorted, 0.99));
    }

    private static long at(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * part)];
    }
}
