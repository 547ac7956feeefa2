package io.github.datachannel4j.benchmarks.ice;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a server takes to drop a packet of somebody who has shown nothing. {@link ServerCost} has the figures; the time is that of both ends. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class IceDropBenchmark {
    @Param({"EMPTY", "GARBAGE", "DTLS_RECORD", "UNKNOWN_FRAGMENT", "WRONG_INTEGRITY", "STRANGER_WRONG_INTEGRITY"})
    private Unwelcome packet = Unwelcome.EMPTY;

    @SuppressWarnings("NullAway.Init")
    private Drops drops;

    /** Opens the port. */
    @Setup
    public void open() throws IOException {
        drops = new Drops(packet);
    }

    /** Fails when one of the packets has left something behind. */
    @TearDown
    public void close() {
        try {
            drops.requireNothingLeftBehind();
        } finally {
            drops.close();
        }
    }

    /** A burst. */
    @Benchmark
    @OperationsPerInvocation(Drops.BURST)
    public void drop(ServerCost cost) throws IOException {
        cost.add(drops.run(), Drops.BURST);
    }
}
