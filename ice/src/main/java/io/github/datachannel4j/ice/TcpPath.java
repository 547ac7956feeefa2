package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * ICE-TCP at one local address (RFC 6544): connections that peers have made to our port, or that we make to theirs when
 * the first check is sent there. Strangers are bounded in number, in time and in what they can say.
 */
final class TcpPath implements LocalPath {
    /** Room for a storm of new peers, at some kilobytes each. */
    private static final int STRANGERS_MAX = 512;

    /** Several peers may share an IPv4 address behind a NAT, or an IPv6 /64 as one site. */
    private static final int STRANGERS_PER_NETWORK_MAX = 64;

    /** So long may a connection take until it has shown a check of somebody who knows a password. */
    private static final long STRANGER_SECONDS = 15;

    /** A stranger repeats small checks; who sends more than this is none of ours. */
    private static final int STRANGER_MESSAGES_MAX = 200;

    /** A peer has fewer candidates. */
    private static final int OUTGOING_MAX = 64;

    /** A port that refuses is not tried again at once. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Checks that wait for their connection; they would come again anyway. */
    private static final int WAITING_MAX = 8;

    /** RFC 6544 §4.5: the port in active candidates, as nobody connects there. */
    static final int ACTIVE_PORT = 9;

    /** Which side connects. */
    enum Mode {
        ACTIVE,
        PASSIVE
    }

    /** Takes what comes in, on the path's loop. The bytes are only lent. */
    interface Handler {
        void onMessage(LocalPath path, InetSocketAddress remote, byte[] bytes, int offset, int length);
    }

    private final Mode mode;
    private final InetSocketAddress address;
    private final EventLoop loop;
    private final NetworkCounters counters;
    private final Handler handler;
    private final ConcurrentMap<InetSocketAddress, Connection> connections = new ConcurrentHashMap<>();

    /** Only used on the path's loop, as are the two below. */
    private final CountsByNetwork strangers = new CountsByNetwork();

    private int strangerCount;
    private final Map<InetSocketAddress, Long> triedNanos = new HashMap<>();
    private volatile boolean closed;

    TcpPath(Mode mode, InetSocketAddress address, EventLoop loop, NetworkCounters counters, Handler handler) {
        this.mode = mode;
        this.address = address;
        this.loop = loop;
        this.counters = counters;
        this.handler = handler;
    }

    Mode mode() {
        return mode;
    }

    @Override
    public boolean isTcp() {
        return true;
    }

    @Override
    public CandidateType type() {
        return CandidateType.HOST;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    /** A peer has connected. On the path's loop. */
    void accept(NioSocketChannel channel) {
        InetSocketAddress remote = channel.remoteAddress();
        if (closed || remote == null || !hasRoomFor(remote.getAddress())) {
            counters.datagramsUnroutable.increment();
            channel.unsafe().closeForcibly();
            return;
        }
        Connection connection = new Connection(remote);
        connection.countAsStranger();
        connections.put(remote, connection);
        connection.socket = StreamSocket.accepted(channel, StreamFraming.RFC4571, loop, counters, connection);
        loop.schedule(connection::endIfStranger, STRANGER_SECONDS, TimeUnit.SECONDS);
    }

    private boolean hasRoomFor(InetAddress stranger) {
        return strangerCount < STRANGERS_MAX && strangers.of(stranger) < STRANGERS_PER_NETWORK_MAX;
    }

    @Override
    public void send(byte[] bytes, int offset, int length, InetSocketAddress remote) {
        Connection connection = connections.get(remote);
        if (connection == null && mode == Mode.ACTIVE) {
            connection = connect(remote);
        }
        if (connection == null) {
            counters.sendErrors.increment();
        } else {
            connection.send(bytes, offset, length);
        }
    }

    /** Null if that has just been tried in vain. An active path has one agent and is used on its loop. */
    private @Nullable Connection connect(InetSocketAddress remote) {
        long now = System.nanoTime();
        Long tried = triedNanos.get(remote);
        boolean tooSoon = tried != null && now - tried < RETRY_NANOS;
        boolean tooMany = tried == null && triedNanos.size() >= OUTGOING_MAX;
        if (closed || tooSoon || tooMany) {
            return null;
        }
        triedNanos.put(remote, now);
        Connection connection = new Connection(remote);
        try {
            InetSocketAddress from = new InetSocketAddress(address.getAddress(), 0);
            connection.socket = StreamSocket.connect(
                    new StreamSocket.Route(from, remote, null), StreamFraming.RFC4571, loop, counters, connection);
        } catch (PortUnavailableException e) {
            return null;
        }
        connections.put(remote, connection);
        return connection;
    }

    @Override
    public @Nullable DatagramReceiver receiver(InetSocketAddress remote) {
        Connection connection = connections.get(remote);
        return connection == null ? null : connection.owner;
    }

    @Override
    public void claimIfFree(InetSocketAddress remote, DatagramReceiver receiver) {
        Connection connection = connections.get(remote);
        if (connection != null && connection.owner == null) {
            connection.owner = receiver;
        }
    }

    @Override
    public void claim(InetSocketAddress remote, DatagramReceiver receiver) {
        Connection connection = connections.get(remote);
        if (connection == null) {
            return;
        }
        DatagramReceiver previous = connection.owner;
        connection.owner = receiver;
        if (previous != null && previous != receiver) {
            counters.addressTakeovers.increment();
            previous.loop().execute(() -> previous.onAddressTakenOver(this, remote));
        }
    }

    /** The agent is done with the peer, and so the connection is of no more use. */
    @Override
    public void release(InetSocketAddress remote, DatagramReceiver receiver) {
        Connection connection = connections.get(remote);
        if (connection != null && connection.owner == receiver) {
            connection.end();
        }
    }

    /** RFC 6544 §6.2: only the active side begins, and only where somebody listens. */
    @Override
    public boolean canReach(InetSocketAddress remote) {
        return mode == Mode.ACTIVE && LocalPath.super.canReach(remote);
    }

    void close() {
        closed = true;
        connections.values().forEach(Connection::end);
    }

    /** One connection; it is a stranger's until an agent has claimed it. */
    private final class Connection implements StreamSocket.Listener {
        private final InetSocketAddress remote;
        private final Queue<byte[]> waiting = new ArrayDeque<>();
        private boolean open;
        private boolean counted;
        private int messages;
        private @Nullable StreamSocket socket; // null only while it is made
        private volatile @Nullable DatagramReceiver owner; // null while it is a stranger's

        Connection(InetSocketAddress remote) {
            this.remote = remote;
        }

        void countAsStranger() {
            counted = true;
            strangerCount++;
            strangers.add(remote.getAddress());
        }

        private void countAsStrangerNoMore() {
            if (counted) {
                counted = false;
                strangerCount--;
                strangers.remove(remote.getAddress());
            }
        }

        void send(byte[] bytes, int offset, int length) {
            StreamSocket now = socket;
            if (now != null && (mode == Mode.PASSIVE || open)) {
                now.send(bytes, offset, length);
            } else if (waiting.size() < WAITING_MAX) {
                waiting.add(Arrays.copyOfRange(bytes, offset, offset + length));
            }
        }

        @Override
        public void onOpen(StreamSocket opened) {
            open = true;
            waiting.forEach(bytes -> opened.send(bytes, 0, bytes.length));
            waiting.clear();
        }

        @Override
        public void onMessage(StreamSocket from, byte[] bytes, int offset, int length) {
            if (owner != null) {
                countAsStrangerNoMore();
            } else if (++messages > STRANGER_MESSAGES_MAX) {
                end();
                return;
            }
            handler.onMessage(TcpPath.this, remote, bytes, offset, length);
        }

        @Override
        public void onClosed(StreamSocket ended, Throwable end) {
            countAsStrangerNoMore();
            connections.remove(remote, this);
        }

        void endIfStranger() {
            if (owner == null) {
                end();
            } else {
                countAsStrangerNoMore();
            }
        }

        void end() {
            if (socket != null) {
                socket.close();
            }
        }
    }
}
