package io.github.datachannel4j.benchmarks;

import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What JMH measured, iteration by iteration, for tables that take the best one since others may use the machine. */
public final class Iterations {
    private Iterations() {}

    /** All measured ones, of all runs and forks. */
    public static Stream<IterationResult> of(Collection<RunResult> results) {
        return results.stream()
                .flatMap(run -> run.getBenchmarkResults().stream())
                .map(BenchmarkResult::getIterationResults)
                .flatMap(Collection::stream);
    }

    /**
     * The value of an auxiliary counter.
     *
     * @throws NullPointerException if the benchmark has no counter of this name
     */
    public static double counted(IterationResult iteration, String name) {
        Result<?> result = iteration.getSecondaryResults().get(name);
        return Objects.requireNonNull(result, name).getScore();
    }
}
