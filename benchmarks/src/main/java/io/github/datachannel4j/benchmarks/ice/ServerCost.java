package io.github.datachannel4j.benchmarks.ice;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the server alone has taken, since a wait for packets takes time and no CPU. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class ServerCost {
    /** CPU time of all threads but the one that plays the peers. */
    public long serverNanos;
    /** What these threads have allocated. */
    public long serverBytes;
    /** For so many connects or packets. */
    public long events;

    void add(Cost cost, int count) {
        serverNanos += cost.nanos();
        serverBytes += cost.bytes();
        events += count;
    }
}
