package io.github.datachannel4j.interop.relay;

import io.github.datachannel4j.testkit.LinkConditions;
import io.github.datachannel4j.testkit.SimulatedLink;
import io.github.datachannel4j.testkit.VirtualTime;

/**
 * The two directions between one client and the served socket.
 *
 * @param toServed from the client
 * @param fromServed to the client
 */
record RelayedClient(SimulatedLink toServed, SimulatedLink fromServed) {
    static RelayedClient over(VirtualTime time, LinkConditions conditions, int seed) {
        return new RelayedClient(
                new SimulatedLink(time, conditions, 2L * seed), new SimulatedLink(time, conditions, 2L * seed + 1));
    }
}
