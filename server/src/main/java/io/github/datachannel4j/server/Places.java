package io.github.datachannel4j.server;

import io.github.datachannel4j.ice.CountsByNetwork;
import java.net.InetAddress;

/** How many peers there are, in all and from each IPv4 address or IPv6 /64. Thread-safe; knows an address only as long as a peer of it. */
final class Places {
    private final int max;
    private final int perAddressMax;
    private final CountsByNetwork takenByNetwork = new CountsByNetwork();
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
        if (takenByNetwork.of(address) == perAddressMax) {
            return Outcome.TOO_MANY_OF_ADDRESS;
        }
        taken++;
        takenByNetwork.add(address);
        return Outcome.TAKEN;
    }

    /** To be called once for each place that was taken. */
    synchronized void leave(InetAddress address) {
        taken--;
        takenByNetwork.remove(address);
    }
}
