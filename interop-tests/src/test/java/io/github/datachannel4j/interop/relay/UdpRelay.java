package io.github.datachannel4j.interop.relay;

import io.github.datachannel4j.testkit.LinkConditions;
import io.github.datachannel4j.testkit.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands before one UDP socket: who wants to reach it sends to the relay, and both directions get the conditions of a network. The
 * conditions are those of the simulator, whose clock is moved by the real one here.
 *
 * <p>One thread does everything.
 */
public final class UdpRelay implements AutoCloseable {
    private static final int DATAGRAM_BYTES_MAX = 65_536;
    private static final int SOCKET_BUFFER_BYTES = 4 << 20;

    /** More clients than any peer has addresses mean that something else sends to us. */
    private static final int CLIENTS_MAX = 64;

    /** The selector counts in milliseconds, so shorter waits are slept in steps of this. */
    private static final long STEP_NANOS = 100_000;

    private final InetSocketAddress served;
    private final LinkConditions conditions;
    private final VirtualTime time = new VirtualTime();
    private final long startNanos = System.nanoTime();
    private final Selector selector;
    private final List<DatagramChannel> sockets = new ArrayList<>();
    private final DatagramChannel front;
    private final Map<SocketAddress, RelayedClient> clients = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(DATAGRAM_BYTES_MAX);
    private final Thread thread;

    private UdpRelay(InetSocketAddress served, LinkConditions conditions) throws IOException {
        this.served = served;
        this.conditions = conditions;
        this.selector = Selector.open();
        this.front = open(new InetSocketAddress(served.getAddress(), 0));
        this.thread = Thread.ofPlatform().daemon().name("UDP relay").unstarted(this::run);
        register(front, this::receiveFromClient);
    }

    /** Opens a relay on the same host; the conditions hold for each direction by itself. */
    public static UdpRelay before(InetSocketAddress served, LinkConditions conditions) {
        try {
            UdpRelay relay = new UdpRelay(served, conditions);
            relay.thread.start();
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to send to instead. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) front.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the thread and closes all sockets; datagrams on their way are lost. */
    @Override
    public void close() {
        try {
            selector.close();
            thread.join();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the relay does not end", e);
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                await();
                // First the clock: what comes in now has not been on its way since the last turn.
                time.runUntil(System.nanoTime() - startNanos);
                for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
                    ((Reader) key.attachment()).read();
                }
                selector.selectedKeys().clear();
            }
        } catch (ClosedSelectorException e) {
            // close() has been called.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            closeSockets();
        }
    }

    private void await() throws IOException {
        long waitNanos = time.nextEventNanos() - (System.nanoTime() - startNanos);
        if (waitNanos >= TimeUnit.MILLISECONDS.toNanos(1)) {
            // Without anything scheduled it waits for a datagram or the end.
            selector.select(Math.min(TimeUnit.NANOSECONDS.toMillis(waitNanos), TimeUnit.HOURS.toMillis(1)));
        } else if (selector.selectNow() == 0 && waitNanos > 0) {
            LockSupport.parkNanos(Math.min(waitNanos, STEP_NANOS));
        }
    }

    private void receiveFromClient() throws IOException {
        SocketAddress from;
        while ((from = front.receive(buffer.clear())) != null) {
            RelayedClient client = clients.get(from);
            if (client == null && clients.size() < CLIENTS_MAX) {
                client = addClient(from);
            }
            if (client != null) {
                client.toServed().send(taken());
            }
        }
    }

    private RelayedClient addClient(SocketAddress address) throws IOException {
        DatagramChannel back = open(new InetSocketAddress(served.getAddress(), 0));
        RelayedClient client = RelayedClient.over(time, conditions, clients.size());
        client.toServed().onArrival(packet -> send(back, packet, served));
        client.fromServed().onArrival(packet -> send(front, packet, address));
        register(back, () -> {
            while (back.receive(buffer.clear()) != null) {
                client.fromServed().send(taken());
            }
        });
        clients.put(address, client);
        return client;
    }

    private byte[] taken() {
        byte[] packet = new byte[buffer.flip().remaining()];
        buffer.get(packet);
        return packet;
    }

    private static void send(DatagramChannel channel, byte[] packet, SocketAddress to) {
        try {
            channel.send(ByteBuffer.wrap(packet), to);
        } catch (IOException e) {
            // A port that has been closed meanwhile answers by ICMP; the datagram is lost, as on any network.
        }
    }

    private static DatagramChannel open(InetSocketAddress local) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
        return channel.bind(local);
    }

    private void register(DatagramChannel channel, Reader reader) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, reader);
        sockets.add(channel);
    }

    private void closeSockets() {
        for (DatagramChannel socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @FunctionalInterface
    private interface Reader {
        void read() throws IOException;
    }
}
