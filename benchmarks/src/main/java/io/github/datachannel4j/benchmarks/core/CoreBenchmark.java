package io.github.datachannel4j.benchmarks.core;

import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import io.github.datachannel4j.sctp.MessageInterleaving;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.annotations.Warmup;

/** The core alone: one operation is a data packet, sent, received and acknowledged. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CoreBenchmark {
    /** CPU and not wall time is what is asked for, and the machine may have others to serve. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final int PACKETS = 10_000;

    /** Long enough for the path MTU, the window and the rate to be found, and for the JIT on a machine that has other work. */
    private static final int PACKETS_AT_FIRST = 300_000;

    @Param({"BBR", "CUBIC", "NEW_RENO"})
    private Algorithm congestion = Algorithm.BBR;

    @Param({"PACKET", "LARGE", "SMALL"})
    private Workload workload = Workload.PACKET;

    /** I-DATA, or DATA as browsers without it send. */
    @Param("WHEN_SUPPORTED")
    private MessageInterleaving interleaving = MessageInterleaving.WHEN_SUPPORTED;

    @SuppressWarnings("NullAway.Init")
    private CoreTransfer transfer;

    /** Connects and gets up to speed. */
    @Setup
    public void connect() {
        transfer = new CoreTransfer(congestion, workload, interleaving);
        transfer.run(PACKETS_AT_FIRST, CoreTransfer.Meter.NONE);
    }

    /** The time of each end for itself. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Ends implements CoreTransfer.Meter {
        /** What the sender took. */
        public long senderNanos;
        /** What the receiver took. */
        public long receiverNanos;
        /** For so many packets. */
        public long packets;

        private long sinceNanos;

        void begin() {
            sinceNanos = THREADS.getCurrentThreadCpuTime();
        }

        @Override
        public void senderDone() {
            long now = THREADS.getCurrentThreadCpuTime();
            senderNanos += now - sinceNanos;
            sinceNanos = now;
        }

        @Override
        public void receiverDone() {
            long now = THREADS.getCurrentThreadCpuTime();
            receiverNanos += now - sinceNanos;
            sinceNanos = now;
        }
    }

    /** One data packet from the send queue of one association to the reader of the other, and its part of a SACK. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long dataPacket(Ends ends) {
        ends.begin();
        long packets = transfer.run(PACKETS, ends);
        ends.packets += packets;
        return packets;
    }
}
