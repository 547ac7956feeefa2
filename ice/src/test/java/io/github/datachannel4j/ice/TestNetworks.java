package io.github.datachannel4j.ice;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Loops and networks on 127.0.0.1 for one test, closed with it. */
final class TestNetworks implements AutoCloseable {
    private static final int SOCKET_BUFFER_BYTES = 1 << 19;

    private final IceEventLoops loops;
    private final List<IceNetwork> networks = new ArrayList<>();

    TestNetworks(int threads) {
        loops = IceEventLoops.create(threads);
    }

    IceNetwork open(IceNetworkConfig config) {
        return openAt(InetAddress.getLoopbackAddress(), config);
    }

    IceNetwork openAt(InetAddress address, IceNetworkConfig config) {
        IceNetwork network = IceNetwork.open(
                config.withBindAddresses(List.of(address)).withSocketBufferBytes(SOCKET_BUFFER_BYTES), loops);
        networks.add(network);
        return network;
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
