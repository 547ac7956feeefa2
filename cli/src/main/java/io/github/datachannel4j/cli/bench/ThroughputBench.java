package io.github.datachannel4j.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import io.github.datachannel4j.cli.bench.BenchReport.Figure;
import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.DataChannelState;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** One-way bulk: 16 KiB messages on a reliable, ordered channel, as fast as they leave. */
final class ThroughputBench {
    private static final int MESSAGE_BYTES = 16 * 1024;
    private static final int BUFFER_HIGH_BYTES = 1024 * 1024;
    private static final int BUFFER_LOW_BYTES = 512 * 1024;

    private ThroughputBench() {}

    static int warmUpSeconds(int seconds) {
        return Math.max(1, seconds / 3);
    }

    static List<Figure> run(PeerConnectionFactory left, PeerConnectionFactory right, int seconds, BenchWatch watch)
            throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        LongAdder received = new LongAdder();
        try (ConnectedPair pair = ConnectedPair.open(left, right)) {
            watch.begins(pair.left());
            pair.rightChannel().onMessage(message -> received.add(message.sizeBytes()));
            startSending(pair.leftChannel());
            pass(warmUpSeconds(seconds));
            long bytesBefore = received.sum();
            long cpuBefore = system.getProcessCpuTime();
            long before = System.nanoTime();
            pass(seconds);
            double elapsedSeconds = (System.nanoTime() - before) / 1e9;
            double cpuSeconds = (system.getProcessCpuTime() - cpuBefore) / 1e9;
            watch.ends();
            double megabytes = (received.sum() - bytesBefore) / 1e6;
            if (megabytes == 0) {
                throw new IllegalStateException("nothing arrived in " + seconds + " s");
            }
            return List.of(
                    new Figure("throughputMBps", "throughput", megabytes / elapsedSeconds, "MB/s"),
                    new Figure("cpuSecondsPerGB", "CPU, both ends", cpuSeconds * 1000 / megabytes, "s/GB"));
        }
    }

    private static void startSending(DataChannel channel) {
        Message load = Message.of(new byte[MESSAGE_BYTES]);
        Runnable fill = () -> {
            while (channel.readyState() == DataChannelState.OPEN && channel.bufferedAmount() < BUFFER_HIGH_BYTES) {
                channel.send(load);
            }
        };
        channel.setBufferedAmountLowThreshold(BUFFER_LOW_BYTES);
        channel.onBufferedAmountLow(fill);
        fill.run();
    }

    /** Lets the measurement run; nothing is waited for but the time itself. */
    private static void pass(int seconds) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }
}
