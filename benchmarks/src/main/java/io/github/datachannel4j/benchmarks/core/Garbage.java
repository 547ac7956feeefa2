package io.github.datachannel4j.benchmarks.core;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Bytes that each end allocates for a data packet, counted by the JVM for the thread that runs both.
 *
 * @param sender of which a SACK for every second packet is a part, as it is for the receiver
 * @param receiver without the array of a message that is put together of fragments, which is what the reader gets
 */
record Garbage(double sender, double receiver) {
    /** Long enough that what happens once in a while, as a growing array, does not show. */
    private static final long PACKETS = 20_000;

    /** Measures a transfer that is up to speed. */
    static Garbage of(CoreTransfer transfer, Workload workload) {
        Counter counter = new Counter();
        long payloadBefore = transfer.receiver().receivedPayloadBytes();
        double packets = transfer.run(PACKETS, counter);
        long payload = transfer.receiver().receivedPayloadBytes() - payloadBefore;
        long whole = workload.isFragmented() ? payload : 0;
        return new Garbage(counter.senderBytes / packets, (counter.receiverBytes - whole) / packets);
    }

    private static final class Counter implements CoreTransfer.Meter {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private long lastBytes = threads.getCurrentThreadAllocatedBytes();
        private long senderBytes;
        private long receiverBytes;

        @Override
        public void senderDone() {
            senderBytes += sinceLast();
        }

        @Override
        public void receiverDone() {
            receiverBytes += sinceLast();
        }

        private long sinceLast() {
            long now = threads.getCurrentThreadAllocatedBytes();
            long bytes = now - lastBytes;
            lastBytes = now;
            return bytes;
        }
    }
}
