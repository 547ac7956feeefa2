package io.github.datachannel4j.ice;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;

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

    /**
     * Lets peers connect to the shared port of whom no signaling has told. For each, the listener is called on a loop of
     * the port, and must not block it: it creates an agent with the stranger's {@link Stranger#local} as
     * {@linkplain IceAgentConfig#withCredentials credentials}, and is to bear with not knowing who it is. A second call
     * replaces the first.
     *
     * @throws IllegalStateException if each agent has a port of its own
     */
    void admitStrangers(StrangerAccess access, Consumer<Stranger> listener);

    /** The addresses that a shared port is bound to; empty when agents have their own. */
    List<InetSocketAddress> localAddresses();

    /** The addresses that peers can connect to over TCP: those of the shared port, else none. */
    List<InetSocketAddress> localTcpAddresses();

    /** What went through the ports, and what could not. */
    IceNetworkStats stats();

    @Override
    void close();
}
