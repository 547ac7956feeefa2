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
import java.util.function.Consumer;
import java.util.stream.Stream;
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
        sharedPort = config.portPolicy() == IceNetworkConfig.PortPolicy.SHARED ? openSharedPort() : null;
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

    private UdpPort openSharedPort() {
        int readers = Math.min(config.reachability().readersPerAddress(), loops.size());
        List<EventLoop> readingLoops =
                Stream.generate(loops::next).distinct().limit(readers).toList();
        UdpPort.Sharing sharing = new UdpPort.Sharing(config.socketBufferBytes(), readingLoops);
        return withTcp(UdpPort.open(locals(config.port()), sharing, counters), readingLoops.getFirst());
    }

    /** A port of an agent's own: any free one, or one of the range, beginning at a random place in it. */
    private UdpPort openPort(EventLoop loop) {
        UdpPort.Sharing sharing = new UdpPort.Sharing(config.socketBufferBytes(), List.of(loop));
        PortRange range = config.reachability().ports();
        return withTcp(range.open(random, port -> UdpPort.open(locals(port), sharing, counters)), loop);
    }

    /** Opens the TCP port beside, if one is wanted. */
    private UdpPort withTcp(UdpPort opened, EventLoop loop) {
        Integer tcpPort = config.tcp().passivePort();
        if (tcpPort == null) {
            return opened;
        }
        try {
            opened.listen(handler -> TcpPort.open(addresses(), tcpPort, loop, counters, handler));
            return opened;
        } catch (PortUnavailableException e) {
            opened.close();
            throw e;
        }
    }

    private List<InetSocketAddress> locals(int port) {
        if (!config.tcp().udp()) {
            return List.of();
        }
        return addresses().stream()
                .map((InetAddress address) -> new InetSocketAddress(address, port))
                .toList();
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
        UdpPort port = sharedPort == null ? openPort(loop) : upToDate(sharedPort);
        NettyIceAgent agent = new NettyIceAgent(
                new SessionContext(
                        loop,
                        port.transactions(),
                        counters,
                        loops.gate(),
                        agentConfig.timings(),
                        random,
                        mdns,
                        loops.names()),
                port,
                new NettyIceAgent.Setup(agentConfig, config),
                listener,
                this::onAgentClosed);
        agents.add(agent);
        return agent;
    }

    /** An interface that has come up since is there for the next peer. */
    private UdpPort upToDate(UdpPort port) {
        Known before = knownAddresses;
        List<InetAddress> now = addresses();
        if (before != null && !before.addresses().equals(now)) {
            port.update(now);
        }
        return port;
    }

    @Override
    public void admitStrangers(StrangerAccess access, Consumer<Stranger> listener) {
        if (sharedPort == null) {
            throw new IllegalStateException("strangers come to a shared port, and here each agent has its own");
        }
        sharedPort.admitStrangers(new StrangerGate(access, counters, listener));
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
    public List<InetSocketAddress> localTcpAddresses() {
        return sharedPort == null
                ? List.of()
                : sharedPort.tcpPaths().stream().map(TcpPath::address).toList();
    }

    @Override
    public IceNetworkStats stats() {
        return counters.snapshot(agents.size());
    }

    /** Who closes it a second time waits for the first, since the loops may be gone after that. Nothing in here waits for a loop. */
    @Override
    public synchronized void close() {
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
