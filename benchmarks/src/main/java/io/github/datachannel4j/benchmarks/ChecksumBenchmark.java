package io.github.datachannel4j.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the checksum of a full packet costs, i.e. what zero checksum (RFC 9653) can save at most. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ChecksumBenchmark {
    private static final int PACKET_BYTES = 1191;

    private final byte[] packet = new byte[PACKET_BYTES];

    /** One packet. */
    @Benchmark
    public long crc32cOfAFullPacket() {
        CRC32C crc = new CRC32C();
        crc.update(packet, 0, packet.length);
        return crc.getValue();
    }
}
