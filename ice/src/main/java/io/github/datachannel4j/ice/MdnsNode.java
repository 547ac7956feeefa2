package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.mdns.MalformedMdnsException;
import io.github.datachannel4j.ice.mdns.MdnsMessage;
import io.github.datachannel4j.ice.mdns.MdnsName;
import io.github.datachannel4j.ice.mdns.MdnsResolver;
import io.github.datachannel4j.ice.mdns.MdnsResponder;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Multicast DNS for one network: resolves the names of peers, and answers for names of ours. It opens its sockets with the first question or
 * the first name, so that a network that needs none of it neither sends nor hears multicast.
 */
final class MdnsNode {
    private final EventLoop loop;
    private final Supplier<List<InetAddress>> addresses;
    private final MdnsResolver resolver = new MdnsResolver(this::sendToAll);
    private final MdnsResponder responder = new MdnsResponder();
    private @Nullable List<MdnsSocket> sockets; // null until they are needed
    private @Nullable ScheduledFuture<?> timer; // null while no question is open
    private boolean closed;

    /** @param addresses of ours; the interfaces that have them are those that we may use */
    MdnsNode(EventLoop loop, Supplier<List<InetAddress>> addresses) {
        this.loop = loop;
        this.addresses = addresses;
    }

    /** Tells the result on the asker's loop; empty when nobody answers within five seconds. From any thread. */
    void resolve(MdnsName name, EventLoop askersLoop, Consumer<List<InetAddress>> result) {
        loop.execute(() -> {
            open();
            resolver.resolve(System.nanoTime(), name, found -> askersLoop.execute(() -> result.accept(found)));
            arm();
        });
    }

    /** A name that leads to this address until it is withdrawn. From any thread. */
    MdnsName publish(InetAddress address) {
        // RFC 4122 names of version 4, as draft-ietf-mmusic-mdns-ice-candidates §3.1.1 has it.
        MdnsName name = MdnsName.of(UUID.randomUUID() + ".local");
        loop.execute(() -> {
            open();
            sendToAll(responder.publish(name, address));
        });
        return name;
    }

    /** The name leads nowhere any more. From any thread. */
    void withdraw(MdnsName name) {
        loop.execute(() -> {
            MdnsMessage goodBye = responder.withdraw(name);
            if (goodBye != null) {
                sendToAll(goodBye);
            }
        });
    }

    /** The machine's addresses have changed: the next use looks at the interfaces anew. From any thread. */
    void addressesChanged() {
        loop.execute(() -> {
            boolean wasOpen = sockets != null;
            closeSockets();
            if (wasOpen) {
                open();
            }
        });
    }

    void close() {
        loop.execute(() -> {
            closed = true;
            closeSockets();
            if (timer != null) {
                timer.cancel(false);
            }
        });
    }

    private void open() {
        if (sockets == null && !closed) {
            List<MdnsSocket> opened = new ArrayList<>();
            MdnsLinks links = MdnsLinks.of(addresses.get());
            for (MdnsSocket.Family family : MdnsSocket.Family.values()) {
                MdnsSocket socket = MdnsSocket.open(family, links, loop, this::receive);
                if (socket != null) {
                    opened.add(socket);
                }
            }
            sockets = opened;
        }
    }

    private void closeSockets() {
        if (sockets != null) {
            sockets.forEach(MdnsSocket::close);
            sockets = null;
        }
    }

    private void sendToAll(MdnsMessage message) {
        if (sockets != null) {
            byte[] bytes = message.toBytes();
            sockets.forEach(socket -> socket.sendToAll(bytes));
        }
    }

    private void receive(MdnsSocket socket, InetSocketAddress from, byte[] bytes, int length) {
        MdnsMessage message;
        try {
            message = MdnsMessage.parse(bytes, 0, length);
        } catch (MalformedMdnsException e) {
            // Anybody on the link can send anything.
            return;
        }
        long now = System.nanoTime();
        boolean isFromMdnsPort = from.getPort() == MdnsSocket.PORT;
        if (!message.isResponse()) {
            reply(socket, from, responder.answer(now, message, isFromMdnsPort));
        } else if (isFromMdnsPort) {
            // RFC 6762 §6: a response from another port is not one.
            resolver.receive(now, message);
            arm();
        }
    }

    private void reply(MdnsSocket socket, InetSocketAddress to, MdnsResponder.@Nullable Reply reply) {
        if (reply == null) {
            return;
        }
        switch (reply.way()) {
            case MULTICAST -> sendToAll(reply.message());
            case UNICAST -> socket.send(reply.message().toBytes(), to);
        }
    }

    private void arm() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        long deadline = resolver.nextTimeout();
        if (deadline != MdnsResolver.NEVER && !closed) {
            timer = loop.schedule(this::advance, Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private void advance() {
        resolver.advanceTo(System.nanoTime());
        arm();
    }
}
