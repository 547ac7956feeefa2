package io.github.datachannel4j.interop.peer;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting with a deadline; what did not happen is named in the failure. */
public final class Await {
    /** For everything that takes milliseconds on an idle machine. */
    public static final Duration STEP = Duration.ofSeconds(30);

    private Await() {}

    /** The outcome, within {@link #STEP}. */
    public static <T> T outcome(CompletableFuture<T> future, String what) {
        return outcome(future, what, STEP);
    }

    /** The outcome, in time. */
    public static <T> T outcome(CompletableFuture<T> future, String what, Duration deadline) {
        try {
            return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not within " + deadline.toSeconds() + " s: " + what, e);
        } catch (ExecutionException e) {
            throw new AssertionError("failed: " + what + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The next element, within {@link #STEP}. */
    public static <T> T next(BlockingQueue<T> queue, String what) {
        try {
            T element = queue.poll(STEP.toMillis(), TimeUnit.MILLISECONDS);
            if (element == null) {
                throw new AssertionError("not within " + STEP.toSeconds() + " s: " + what);
            }
            return element;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted", e);
    }
}
