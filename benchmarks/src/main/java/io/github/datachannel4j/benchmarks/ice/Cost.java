package io.github.datachannel4j.benchmarks.ice;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What all Java threads of this process but the calling one have taken: the event loop, with the kernel's part of its sockets, and
 * whatever else serves ICE. The calling thread plays the peers. The compiler and the collector are not counted.
 *
 * @param nanos of CPU
 * @param bytes allocated
 */
record Cost(long nanos, long bytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Where the counts of each thread stood. */
    static final class Since {
        private final Map<Long, Cost> before = counts();

        /** From then until now. A thread that has ended in between is not counted. */
        Cost untilNow() {
            long nanos = 0;
            long bytes = 0;
            for (Map.Entry<Long, Cost> thread : counts().entrySet()) {
                Cost then = before.getOrDefault(thread.getKey(), new Cost(0, 0));
                nanos += thread.getValue().nanos() - then.nanos();
                bytes += thread.getValue().bytes() - then.bytes();
            }
            return new Cost(nanos, bytes);
        }

        private static Map<Long, Cost> counts() {
            long[] ids = THREADS.getAllThreadIds();
            long[] nanos = THREADS.getThreadCpuTime(ids);
            long[] bytes = THREADS.getThreadAllocatedBytes(ids);
            Map<Long, Cost> counts = new HashMap<>();
            for (int i = 0; i < ids.length; i++) {
                // One that has ended has -1.
                if (ids[i] != Thread.currentThread().threadId() && nanos[i] >= 0 && bytes[i] >= 0) {
                    counts.put(ids[i], new Cost(nanos[i], bytes[i]));
                }
            }
            return counts;
        }
    }
}
