package io.github.datachannel4j.testkit;

import java.util.SplittableRandom;

/** Two links, there and back, between the ends "a" and "z". Each direction has chance of its own, drawn from one seed. */
public final class SimulatedNetwork {
    private final SimulatedLink aToZ;
    private final SimulatedLink zToA;

    public SimulatedNetwork(VirtualTime time, LinkConditions conditions, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        aToZ = new SimulatedLink(time, conditions, seeds.nextLong());
        zToA = new SimulatedLink(time, conditions, seeds.nextLong());
    }

    public SimulatedNetwork(VirtualTime time, NetworkProfile profile, long seed) {
        this(time, profile.conditions(), seed);
        profile.outages().forEach(this::addOutage);
    }

    /** What "a" sends and "z" receives. */
    public SimulatedLink aToZ() {
        return aToZ;
    }

    /** What "z" sends and "a" receives. */
    public SimulatedLink zToA() {
        return zToA;
    }

    /** Changes both directions from now on. */
    public void setConditions(LinkConditions conditions) {
        aToZ.setConditions(conditions);
        zToA.setConditions(conditions);
    }

    /** Carries nothing in either direction for a span of time. */
    public void addOutage(Outage outage) {
        aToZ.addOutage(outage);
        zToA.addOutage(outage);
    }
}
