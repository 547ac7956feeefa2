package io.github.datachannel4j.benchmarks.ice;

import io.github.datachannel4j.ice.IceAgent;
import io.github.datachannel4j.ice.IceAgentConfig;
import io.github.datachannel4j.ice.IceConnectionState;
import io.github.datachannel4j.ice.IceEventLoops;
import io.github.datachannel4j.ice.IceListener;
import io.github.datachannel4j.ice.IceNetwork;
import io.github.datachannel4j.ice.IceNetworkConfig;
import io.github.datachannel4j.ice.IceParameters;
import io.github.datachannel4j.ice.IceRole;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One UDP port on loopback with one event loop, and the controlled agents on it. */
final class Server implements AutoCloseable {
    private static final int SECONDS_MAX = 30;

    private final IceEventLoops loops = IceEventLoops.create(1);
    private final IceNetwork network;

    /** Is always there, so that there is somebody whom checks can be meant for. */
    private final IceAgent resident;

    Server() {
        network = IceNetwork.open(
                IceNetworkConfig.shared(0).withBindAddresses(List.of(InetAddress.getLoopbackAddress())), loops);
        resident = network.createAgent(config(AgentKind.LITE), new Connected(new CountDownLatch(1)));
    }

    private static IceAgentConfig config(AgentKind kind) {
        return IceAgentConfig.defaults().withRole(IceRole.CONTROLLED).withLite(kind == AgentKind.LITE);
    }

    InetSocketAddress address() {
        return network.localAddresses().getFirst();
    }

    IceNetwork network() {
        return network;
    }

    IceAgent resident() {
        return resident;
    }

    <T> T onLoop(Callable<T> task) {
        try {
            return resident.loop().submit(task).get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Agents that wait for their peers, and tell when they are connected. */
    record Waiting(List<IceAgent> agents, List<IceParameters> parameters, CountDownLatch toConnect) {}

    /** Makes them on the loop, so that this is counted. */
    Waiting createAgents(AgentKind kind, int count) {
        CountDownLatch toConnect = new CountDownLatch(count);
        return onLoop(() -> {
            List<IceAgent> agents = new ArrayList<>();
            List<IceParameters> parameters = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                IceAgent agent = network.createAgent(config(kind), new Connected(toConnect));
                agent.setRemoteParameters(PlayedPeer.PARAMETERS);
                agent.gather();
                agent.start();
                agents.add(agent);
                parameters.add(agent.localParameters());
            }
            return new Waiting(agents, parameters, toConnect);
        });
    }

    void closeAgents(Waiting connected) {
        onLoop(() -> {
            connected.agents().forEach(IceAgent::close);
            return true;
        });
    }

    private record Connected(CountDownLatch latch) implements IceListener {
        @Override
        public void onConnectionState(IceConnectionState state) {
            if (state == IceConnectionState.CONNECTED) {
                latch.countDown();
            }
        }

        @Override
        public void onData(byte[] data, int offset, int length) {
            throw new IllegalStateException("the peers here send no data");
        }
    }

    @Override
    public void close() {
        network.close();
        loops.close();
    }
}
