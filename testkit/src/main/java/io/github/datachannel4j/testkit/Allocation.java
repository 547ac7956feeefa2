package io.github.datachannel4j.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what the calling thread allocates, which is a bound for what is held, and the same on each machine. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long before;

    private Allocation(long before) {
        this.before = before;
    }

    /** Counts from now on. */
    public static Allocation begin() {
        return new Allocation(THREADS.getCurrentThreadAllocatedBytes());
    }

    /** Since the beginning. */
    public long bytes() {
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
