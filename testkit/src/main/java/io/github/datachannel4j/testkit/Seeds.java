package io.github.datachannel4j.testkit;

import java.util.stream.LongStream;

/**
 * The seeds of tests that depend on chance, and what to do when one of them fails.
 *
 * <p>By default a test runs the seeds 1, 2, 3 ..., so that a build does not fail by chance. {@code -Dseeds=1000000} runs more of them,
 * {@code -Dseed=42} only that one, and both together as many as wanted from there on.
 */
public final class Seeds {
    private static final String SEED = "seed";
    private static final String SEEDS = "seeds";

    private Seeds() {}

    /** What is done with each seed. */
    @FunctionalInterface
    public interface SeedTest {
        void run(long seed) throws Exception;
    }

    /** The seeds to run, of which there are {@code count} unless the system properties say otherwise. */
    public static LongStream list(int count) {
        Long only = Long.getLong(SEED);
        long first = only == null ? 1 : only;
        long wanted = Long.getLong(SEEDS, only == null ? count : 1);
        return LongStream.range(first, first + wanted);
    }

    /** Runs a test with each seed of {@link #list}; a failure says which seed it was and how to run it again. */
    public static void forEach(int count, SeedTest test) {
        list(count).forEach(seed -> run(seed, test));
    }

    /** Runs a test with one seed; a failure says which seed it was and how to run it again. */
    public static void run(long seed, SeedTest test) {
        try {
            test.run(seed);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + " fails (run it alone with -D" + SEED + "=" + seed + "): " + e.getMessage(), e);
        }
    }
}
