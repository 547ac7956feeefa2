package io.github.datachannel4j.benchmarks.ice;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** ICE alone, on loopback: what a server takes to be connected by peers. {@link ServerCost} has the figures; the time is that of both ends. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class IceConnectBenchmark {
    @Param({"LITE", "FULL"})
    private AgentKind agent = AgentKind.LITE;

    @Param({"1", "32"})
    private int atOnce = 1;

    @SuppressWarnings("NullAway.Init")
    private Connects connects;

    /** Opens the port, and the sockets of the peers. */
    @Setup
    public void open() throws IOException {
        connects = new Connects(agent, atOnce);
    }

    /** Closes them. */
    @TearDown
    public void close() {
        connects.close();
    }

    /** As many as are connected at once. */
    @Benchmark
    public void connect(ServerCost cost) throws IOException {
        cost.add(connects.run(), atOnce);
    }
}
