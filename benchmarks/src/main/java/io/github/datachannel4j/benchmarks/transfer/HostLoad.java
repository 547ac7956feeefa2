package io.github.datachannel4j.benchmarks.transfer;

/**
 * How much of the processor others take from a host: it runs for a random time, stalls for a random time, and so on. A crowded machine does
 * this to a process, and so does the garbage collector.
 *
 * @param gapMillis between two stalls, on average; exponentially distributed
 * @param stallMillisMax of one stall; evenly distributed from 0; 0 for a host that never stalls
 */
record HostLoad(int gapMillis, int stallMillisMax) {
    /** A host that is never late. */
    static final HostLoad NONE = new HostLoad(1, 0);

    /** Reads GAP/STALL, such as {@code 10/20}. */
    static HostLoad parse(String text) {
        try {
            String[] parts = text.split("/", -1);
            HostLoad load = new HostLoad(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
            if (parts.length == 2 && load.gapMillis > 0 && load.stallMillisMax >= 0) {
                return load;
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // Said below, like all that is wrong with it.
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a load: it must be GAP/STALL in ms, such as 10/20");
    }

    /** The share of the time in which the host does not run. */
    double stalledShare() {
        double stall = stallMillisMax / 2.0;
        return stall / (stall + gapMillis);
    }

    @Override
    public String toString() {
        return gapMillis + "/" + stallMillisMax;
    }
}
