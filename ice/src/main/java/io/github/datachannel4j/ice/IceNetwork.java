package io.github.datachannel4j.ice;

import java.net.InetSocketAddress;
import java.util.List;

/** UDP ports and the agents on them. Closing it closes its agents and its ports, but not the loops. */
public interface IceNetwork extends AutoCloseable {
    /**
     * Opens the port, if it is a shared one.
     *
     * @throws PortUnavailableException naming the address and the port that could not be bound
     */
    static IceNetwork open(IceNetworkConfig config, IceEventLoops loops) {
        return NettyIceNetwork.open(config, loops);
    }

    /**
     * Makes an agent on one of the loops. Nothing is called on the listener until the agent is told to do something.
     * Can be called from any thread.
     *
     * @throws PortUnavailableException if the agent should have a port of its own and there is none
     * @throws IllegalStateException if this network is closed
     */
    IceAgent createAgent(IceAgentConfig config, IceListener listener);

    /** The addresses that a shared port is bound to; empty when agents have their own. */
    List<InetSocketAddress> localAddresses();

    /** What went through the ports, and what could not. */
    IceNetworkStats stats();

    @Override
    void close();
}
