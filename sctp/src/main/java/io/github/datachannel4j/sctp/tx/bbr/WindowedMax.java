package io.github.datachannel4j.sctp.tx.bbr;

import java.util.Arrays;

/** The largest value of the last few slots of some virtual time: round trips, or cycles of probing. */
final class WindowedMax {
    private final double[] slots;
    private long time;

    WindowedMax(int slotCount) {
        slots = new double[slotCount];
    }

    /** A value at a time that never goes back. */
    void add(long newTime, double value) {
        advanceTo(newTime);
        int slot = slot(newTime);
        slots[slot] = Math.max(slots[slot], value);
    }

    /** Forgets what is too old. */
    void advanceTo(long newTime) {
        if (newTime - time >= slots.length) {
            Arrays.fill(slots, 0);
        } else {
            for (long t = time + 1; t <= newTime; t++) {
                slots[slot(t)] = 0;
            }
        }
        time = newTime;
    }

    private int slot(long t) {
        return (int) (t % slots.length);
    }

    /** 0 when there was no value. */
    double max() {
        double max = 0;
        for (double value : slots) {
            max = Math.max(max, value);
        }
        return max;
    }
}
