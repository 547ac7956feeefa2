package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The one implementation of {@link IceNetwork}. */
final class NettyIceNetwork implements IceNetwork {
    /** So soon does an agent notice that the machine has another address. */
    private static final long ADDRESSES_KNOWN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private record Known(List<InetAddress> addresses, long atNanos) {}

    private final IceNetworkConfig config;
    private final IceEventLoops loops;
    private final NetworkCounters counters = new NetworkCounters();
    private final SecureRandom random = new SecureRandom();
    private final Set<NettyIceAgent> agents = ConcurrentHashMap.newKeySet();
    private final @Nullable UdpPort sharedPort; // null if each agent has its own
    private final MdnsNode mdns;
    private final @Nullable AddressWatch watch; // null if it is not asked for
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Known knownAddresses; // null before they are needed

    private NettyIceNetwork(IceNetworkConfig config, IceEventLoops loops) {
        this.config = config;
        this.loops = loops;
        mdns = new MdnsNode(loops.next(), this::addresses);
        sharedPort = config.portPolicy() == IceNetworkConfig.PortPolicy.SHARED ? openPort(loops.next()) : null;
        watch = watch();
    }

    private @Nullable AddressWatch watch() {
        if (config.addressWatch().isZero()) {
            return null;
        }
        AddressWatch made = new AddressWatch(
                loops.next(),
                config.addressWatch(),
                addresses(),
                () -> LocalAddresses.select(config),
                this::onAddresses);
        made.start();
        return made;
    }

    private void onAddresses(List<InetAddress> addresses) {
        knownAddresses = new Known(addresses, System.nanoTime());
        mdns.addressesChanged();
        if (sharedPort != null) {
            sharedPort.update(addresses);
        }
        agents.forEach(agent -> agent.loop().execute(() -> agent.onAddresses(addresses)));
    }

    static NettyIceNetwork open(IceNetworkConfig config, IceEventLoops loops) {
        return new NettyIceNetwork(config, loops);
    }

    private UdpPort openPort(EventLoop loop) {
        List<InetSocketAddress> locals = addresses().stream()
                .map((InetAddress address) -> new InetSocketAddress(address, config.port()))
                .toList();
        return UdpPort.open(locals, config.socketBufferBytes(), loop, counters);
    }

    /** Those of the machine as they were a moment ago: to list them takes longer than to open the port. */
    private List<InetAddress> addresses() {
        Known known = knownAddresses;
        long now = System.nanoTime();
        if (known == null || now - known.atNanos() > ADDRESSES_KNOWN_NANOS) {
            known = new Known(LocalAddresses.select(config), now);
            knownAddresses = known;
        }
        return known.addresses();
    }

    @Override
    public IceAgent createAgent(IceAgentConfig agentConfig, IceListener listener) {
        if (closed.get()) {
            throw new IllegalStateException("the network is closed");
        }
        EventLoop loop = loops.next();
        UdpPort port = sharedPort == null ? openPort(loop) : sharedPort;
        NettyIceAgent agent = new NettyIceAgent(
                new SessionContext(
                        loop, port.transactions(), counters, loops.gate(), agentConfig.timings(), random, mdns),
                port,
                new NettyIceAgent.Setup(agentConfig, config),
                listener,
                this::onAgentClosed);
        agents.add(agent);
        return agent;
    }

    private void onAgentClosed(NettyIceAgent agent, UdpPort port) {
        agents.remove(agent);
        if (port != sharedPort) {
            port.close();
        }
    }

    @Override
    public List<InetSocketAddress> localAddresses() {
        return sharedPort == null
                ? List.of()
                : sharedPort.sockets().stream().map(UdpSocket::address).toList();
    }

    @Override
    public IceNetworkStats stats() {
        return counters.snapshot(agents.size());
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        agents.forEach(agent -> agent.loop().execute(agent::close));
        if (sharedPort != null) {
            sharedPort.close();
        }
        mdns.close();
        if (watch != null) {
            watch.close();
        }
    }
}
