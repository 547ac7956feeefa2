package io.github.datachannel4j.benchmarks.peers;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * How many files a process may have open (ulimit -n), which bounds the peers that the client's process can have: each has a port. The
 * measured processes inherit the limit of this one; Java, Go and node raise the soft one to the hard one by themselves.
 *
 * @param limit for one process
 */
record OpenFiles(long limit) {
    /** Libraries, the event loops, and connections for signaling: 64 are in use at a time, and as many may be in closing. */
    private static final int BESIDE_PEERS = 300;

    static OpenFiles ofThisMachine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? new OpenFiles(unix.getMaxFileDescriptorCount())
                : new OpenFiles(Long.MAX_VALUE);
    }

    /** For so many peers that stay: a port each. */
    static long neededForIdle(int peers) {
        return peers + (long) BESIDE_PEERS;
    }

    /** For so many at once: a port and a connection for signaling each. */
    static long neededForStorm(int peers) {
        return 2L * peers + BESIDE_PEERS;
    }

    /** What to say, and to do, when so many are too many; empty when they are not. */
    Optional<String> shortage(String what, long needed) {
        if (needed <= limit) {
            return Optional.empty();
        }
        return Optional.of("LEFT OUT " + what + ": it needs " + needed + " open files in one process, and " + limit
                + " are allowed. Type \"ulimit -n " + needed
                + "\" in this shell and run it again; only root may raise it"
                + " above \"ulimit -Hn\".");
    }
}
