package io.github.datachannel4j.ice;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Loops and networks on 127.0.0.1 for one test, closed with it. */
final class TestNetworks implements AutoCloseable {
    private static final int SOCKET_BUFFER_BYTES = 1 << 19;

    private final IceEventLoops loops;
    private final List<IceNetwork> networks = new ArrayList<>();

    TestNetworks(int threads) {
        loops = IceEventLoops.create(threads);
    }

    /** Which know names from this resolver. */
    TestNetworks(int threads, NameLookup.Resolver resolver) {
        loops = IceEventLoops.create(threads, Names.with(resolver));
    }

    IceNetwork open(IceNetworkConfig config) {
        return openAt(InetAddress.getLoopbackAddress(), config);
    }

    IceNetwork openAt(InetAddress address, IceNetworkConfig config) {
        return openAsIs(config.withBindAddresses(List.of(address)));
    }

    /** On the addresses that the configuration says. */
    IceNetwork openAsIs(IceNetworkConfig config) {
        IceNetwork network = IceNetwork.open(config.withSocketBufferBytes(SOCKET_BUFFER_BYTES), loops);
        networks.add(network);
        return network;
    }

    /** A second address of this machine, where loopback is a network of many, as on Linux; else the test is skipped. */
    static InetAddress otherLoopback() {
        InetAddress other = LiteralAddress.of(new byte[] {127, 0, 0, 2});
        try (DatagramSocket probe = new DatagramSocket(0, other)) {
            return probe.getLocalAddress();
        } catch (SocketException e) {
            return Assumptions.abort("127.0.0.2 cannot be bound: " + e.getMessage());
        }
    }

    /** On any free port that all agents share. */
    IceNetwork shared() {
        return open(IceNetworkConfig.shared(0));
    }

    /** A peer on a port of its own. */
    TestPeer peer(IceAgentConfig config) {
        return new TestPeer(open(IceNetworkConfig.perAgent()), config);
    }

    IceEventLoops loops() {
        return loops;
    }

    @Override
    public void close() {
        networks.forEach(IceNetwork::close);
        loops.close();
    }
}
