package io.github.datachannel4j.server;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** How many peers there are, in all and from each address. Thread-safe; holds an address only as long as a peer of it. */
final class Places {
    private final int max;
    private final int perAddressMax;
    private final Map<InetAddress, Integer> takenByAddress = new HashMap<>();
    private int taken;

    Places(int max, int perAddressMax) {
        this.max = max;
        this.perAddressMax = perAddressMax;
    }

    /** What became of a wish for a place. */
    enum Outcome {
        TAKEN,
        ALL_TAKEN,
        TOO_MANY_OF_ADDRESS
    }

    synchronized Outcome take(InetAddress address) {
        if (taken == max) {
            return Outcome.ALL_TAKEN;
        }
        int ofAddress = takenByAddress.getOrDefault(address, 0);
        if (ofAddress == perAddressMax) {
            return Outcome.TOO_MANY_OF_ADDRESS;
        }
        taken++;
        takenByAddress.put(address, ofAddress + 1);
        return Outcome.TAKEN;
    }

    /** To be called once for each place that was taken. */
    synchronized void leave(InetAddress address) {
        taken--;
        takenByAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}
