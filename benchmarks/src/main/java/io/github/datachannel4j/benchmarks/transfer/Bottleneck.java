package io.github.datachannel4j.benchmarks.transfer;

import io.github.datachannel4j.testkit.SimulatedLink;
import io.github.datachannel4j.testkit.SimulatedNetwork;
import io.github.datachannel4j.testkit.VirtualTime;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** A network that several flows share: all packets of one direction wait in one queue. Flows are told apart by their SCTP port. */
final class Bottleneck {
    private static final int DESTINATION_PORT_AT = 2;

    private final VirtualTime time = new VirtualTime();
    private final LinkCase link;
    private final SimulatedNetwork network;
    private final Map<Integer, Host> senders = new HashMap<>();
    private final Map<Integer, Host> receivers = new HashMap<>();

    Bottleneck(LinkCase link, long seed) {
        this.link = link;
        this.network = new SimulatedNetwork(time, link.conditions(), seed);
        network.aToZ().onArrival(packet -> deliver(receivers, packet));
        network.zToA().onArrival(packet -> deliver(senders, packet));
    }

    private static void deliver(Map<Integer, Host> hosts, byte[] packet) {
        Host host = hosts.get(Short.toUnsignedInt(ByteBuffer.wrap(packet).getShort(DESTINATION_PORT_AT)));
        if (host != null) {
            host.receive(packet);
        }
    }

    void attach(int port, Host sender, Host receiver) {
        senders.put(port, sender);
        receivers.put(port, receiver);
    }

    VirtualTime time() {
        return time;
    }

    /** The load of the host with this seed. */
    Stalls stalls(long seed) {
        return new Stalls(link.hosts(), seed);
    }

    SimulatedNetwork network() {
        return network;
    }

    /** The direction of the bulk. */
    SimulatedLink forward() {
        return network.aToZ();
    }
}
